/** What README and /docs show is sent as it stands, to a gateway on its defaults that lets admins make webhooks. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';

import { guides } from '../../src/developer-pages/docs/guides/guides.js';
import {
  CreateWebhookDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import { challengeFor, codeAt, freshCode, personWith2fa } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { makeAdmin, newPerson, signUp, type SignedUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
let examples: readonly Example[];
beforeAll(async () => {
  gateway = await startTestGateway({ WEBHOOKS_BY_ADMINS: 'true' });
  examples = await readExamples();
});
afterAll(() => gateway.stop());

interface Example {
  readonly name: string;
  /** As the page says it. */
  readonly needs: 'nobody' | 'user' | 'verified' | 'admin';
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const entities = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const textOf = (html: string) =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (entity) => entities[entity as keyof typeof entities]);

const open = async (path: string) => (await fetch(`${gateway.url}${path}`)).text();

/** Of each operation that the first page leads to, in its order. */
async function readExamples(): Promise<Example[]> {
  const [, article = ''] = (await open('/docs')).split('<main');
  const paths = new Set(
    [...article.matchAll(/href="(\/docs\/(?:queries|mutations)\/\w+)"/g)].map(([, path = '']) => path),
  );
  return Promise.all([...paths].map(readExample));
}

async function readExample(path: string): Promise<Example> {
  const page = await open(path);
  const block = (caption: string) =>
    textOf(
      new RegExp(`<figcaption>${caption}</figcaption>\\s*<pre><code>(.*?)</code>`, 's').exec(page)?.[1] ?? '',
    );
  const needs = page.includes('with the role ADMIN')
    ? 'admin'
    : page.includes('with a verified e-mail address')
      ? 'verified'
      : page.includes('Open to everyone.')
        ? 'nobody'
        : 'user';
  const name = path.split('/').at(-1) ?? '';
  return {
    name,
    needs,
    document: block('Operation'),
    variables: JSON.parse(block('Variables') || '{}') as object as Example['variables'],
  };
}

/** A provider is not configured by default, and nobody comes back from one; nobody signs in by mail. */
const needMore: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['Google', 'Apple', 'Provider'].flatMap((id) => [
      [`signUpWith${id}`, 'NOT_FOUND'],
      [`signInWith${id}`, 'NOT_FOUND'],
    ]),
  ),
  linkProvider: 'NOT_FOUND',
  unlinkProvider: 'NOT_FOUND',
  completeSignIn: 'INVALID_CREDENTIALS',
  completeLink: 'INVALID_CREDENTIALS',
  sendSignInEmail: 'FORBIDDEN',
  completeEmailSignIn: 'FORBIDDEN',
  emailSignInCode: 'FORBIDDEN',
  sendReauthenticationEmail: 'FORBIDDEN',
  // Or an authenticator, and who has a passkey.
  finishPasskeySignUp: 'CHALLENGE_EXPIRED',
  finishPasskeySignIn: 'CHALLENGE_EXPIRED',
  finishPasskeyRegistration: 'CHALLENGE_EXPIRED',
  beginPasskeyReauthentication: 'NOT_FOUND',
  renamePasskey: 'NOT_FOUND',
  removePasskey: 'NOT_FOUND',
};

const password = 'plum-orbit-lantern-42';
/** Whoever needs one there already is given it. */
async function makeWebhook({ accessToken }: Person, id: string): Promise<void> {
  const input = { id, url: 'https://example.com/hook', events: ['key.*'] };
  await gateway.api.call(CreateWebhookDocument, { input }, { accessToken });
}
const secondFactor = [
  'enable2FA',
  'disable2FA',
  'disableTotp',
  'regenerateRecoveryCodes',
  'signInWithTotp',
  'signInWithRecoveryCode',
];

type Person = SignedUp & { readonly secret?: string; readonly recoveryCodes?: readonly string[] };

/** Step-up is by the second factor where there is one. */
async function meet(name: string): Promise<Person> {
  if (!secondFactor.includes(name)) return signUp(gateway, { password });
  const person = await personWith2fa(gateway, { password });
  if (name.startsWith('signIn')) return person;
  const challengeToken = await challengeFor(gateway, person);
  const input = { challengeToken, code: freshCode(gateway, person) };
  const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input });
  return { ...person, accessToken: signInWithTotp.accessToken };
}

/** What stands in an example for something that only its reader has. */
async function fillIn({ name, variables }: Example, person: Person): Promise<Example['variables']> {
  const input = variables['input'] as object;
  const other = async () => (await signUp(gateway)).userId;
  const challenge = async (code: string | undefined) => ({
    input: { ...input, code, challengeToken: await challengeFor(gateway, person) },
  });
  const fillings: Readonly<Record<string, () => Promise<object>>> = {
    verifyEmail: async () => ({ token: await mailedToken(gateway, person.email) }),
    undoChange: async () => {
      const { email } = await personWith2fa(gateway);
      return { token: await mailedToken(gateway, email, /^An authenticator app was connected/) };
    },
    resetPassword: async () => {
      await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
      return { input: { ...input, token: await mailedToken(gateway, person.email, subjects.reset) } };
    },
    signUp: () => Promise.resolve({ input: { ...input, email: newPerson().email } }),
    beginPasskeySignUp: () => Promise.resolve({ input: { ...input, email: newPerson().email } }),
    signIn: () => Promise.resolve({ input: { ...input, email: person.email } }),
    signInWithTotp: () => challenge(freshCode(gateway, { secret: person.secret ?? '' })),
    signInWithRecoveryCode: () => challenge(person.recoveryCodes?.[0]),
    refresh: () => Promise.resolve({ refreshToken: person.refreshToken }),
    revokeRefreshToken: () => Promise.resolve({ refreshToken: person.refreshToken }),
    user: () => Promise.resolve({ id: person.userId }),
    revokeSession: () => Promise.resolve({ id: claimsOf(person.accessToken)['sid'] }),
    changePassword: () =>
      Promise.resolve({
        input: { ...input, password: 'another good passphrase', passwordConfirm: 'another good passphrase' },
      }),
    changeEmail: () => Promise.resolve({ email: newPerson().email }),
    confirmTotp: async () => {
      const { setupTotp } = await gateway.api.call(SetupTotpDocument, {}, person);
      return { code: codeAt(setupTotp.secret, gateway.clock.now()) };
    },
    createUser: () => Promise.resolve({ input: { ...input, email: newPerson().email } }),
    inviteUser: () => Promise.resolve({ email: newPerson().email }),
    setUserRoles: async () => ({ userId: await other() }),
    setUserMetadata: async () => ({ userId: await other() }),
    suspendUser: async () => ({ userId: await other() }),
    restoreUser: async () => ({ userId: await other() }),
    createWebhook: () => Promise.resolve({ input: { ...input, id: 'crm' } }),
    setWebhook: async () => {
      await makeWebhook(person, 'erp');
      return { input: { ...input, id: 'erp' } };
    },
    rotateWebhookSecret: async () => {
      await makeWebhook(person, 'shop');
      return { id: 'shop' };
    },
    removeWebhook: async () => {
      await makeWebhook(person, 'wiki');
      return { id: 'wiki' };
    },
    resetTwoFactor: async () => ({ userId: (await personWith2fa(gateway)).userId }),
  };
  return { ...variables, ...(await fillings[name]?.()) };
}

async function outcomeOf(example: Example, person?: Person, variables = example.variables): Promise<string> {
  const { errors } = await gateway.api.send(example.document, variables, person);
  return errors.length === 0 ? 'ok' : errors.map(({ extensions }) => extensions.code).join();
}

describe('the example of each operation in /docs', () => {
  it('of signUp and then of signIn work as they stand', async () => {
    for (const name of ['signUp', 'signIn']) {
      const example = examples.find((each) => each.name === name);
      expect(example && (await outcomeOf(example))).toBe('ok');
    }
  });

  it('is answered to nobody, or asks nobody to sign in', async () => {
    const told = new Map<string, string>();
    const expected = new Map<string, string>();
    for (const example of examples) {
      const { name, needs } = example;
      const variables = needs === 'nobody' ? await fillIn(example, await meet(name)) : example.variables;
      told.set(name, await outcomeOf(example, undefined, variables));
      // What is switched off is so to everybody.
      const isOff = needMore[name] === 'FORBIDDEN';
      expected.set(name, needs === 'nobody' || isOff ? (needMore[name] ?? 'ok') : 'UNAUTHENTICATED');
    }
    expect(told).toEqual(expected);
    expect(told.size).toBeGreaterThan(45);
  });

  it('is answered to a user, or to an admin alone', async () => {
    const told = new Map<string, string>();
    const expected = new Map<string, string>();
    for (const example of examples.filter(({ needs }) => needs !== 'nobody')) {
      const { name, needs } = example;
      const person = await meet(name);
      told.set(
        name,
        await outcomeOf(
          example,
          person,
          needs === 'admin' ? example.variables : await fillIn(example, person),
        ),
      );
      expected.set(name, needs === 'admin' ? 'FORBIDDEN' : (needMore[name] ?? 'ok'));
    }
    expect(told).toEqual(expected);
  });

  it('is answered to an admin', async () => {
    const admin = await signUp(gateway, { password });
    await makeAdmin(gateway, admin);
    for (const example of examples.filter(({ needs }) => needs === 'admin'))
      expect([example.name, await outcomeOf(example, admin, await fillIn(example, admin))]).toEqual([
        example.name,
        'ok',
      ]);
  });

  it('stands in a chapter, and those of the guides fit the schema', async () => {
    expect(await open('/docs')).not.toContain('<h3 id="more">');
    const schema = buildSchema(await readFile('schema/schema.graphql', 'utf8'));
    for (const { documents } of guides)
      for (const document of documents) expect(validate(schema, parse(document))).toEqual([]);
  });

  it('is found by a search for its name or its words', async () => {
    const found = async (words: string) =>
      [
        ...((await open(`/docs/search?q=${encodeURIComponent(words)}`))
          .split('<main')[1]
          ?.matchAll(/<a href="([^"]+)"/g) ?? []),
      ].map(([, path]) => path);
    expect((await found('signup'))[0]).toBe('/docs/mutations/signUp');
    expect(await found('authenticator code')).toContain('/docs/mutations/confirmTotp');
    expect(await found('<script>alert(1)</script>')).toEqual([]);
    expect(await open('/docs/search?q=<script>alert(1)</script>')).not.toContain('<script>alert');
  });
});

describe('README', () => {
  it('has five operations that run in a terminal as they stand, one after the other', async () => {
    const readme = await readFile('README.md', 'utf8');
    const [, section = ''] = /## Five operations\n(.*?)\n## /s.exec(readme) ?? [];
    const commands = [...section.matchAll(/```sh\n(.*?)```/gs)].map(([, command = '']) => command);
    expect(commands).toHaveLength(5);
    const email = newPerson().email;
    const script = commands
      .join('echo\n')
      .replaceAll('localhost:4000', gateway.url.slice('http://'.length))
      .replaceAll('ada@example.com', email);
    const { stdout } = await promisify(execFile)('sh', ['-eu', '-c', script]);
    const answers = stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as { data?: Record<string, object>; errors?: unknown });
    expect(answers.map(({ errors }) => errors)).toEqual(answers.map(() => undefined));
    expect(answers.map(({ data }) => Object.keys(data ?? {})[0])).toEqual([
      'signUp',
      'signIn',
      'me',
      'refresh',
      'signOut',
    ]);
    expect(answers[2]?.data?.['me']).toMatchObject({ email });
  });
});
