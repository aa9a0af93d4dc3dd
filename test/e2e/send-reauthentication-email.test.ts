import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  BeginPasskeyReauthenticationDocument,
  BeginPasskeyRegistrationDocument,
  ChangePasswordDocument,
  Enable2FaDocument,
  ReauthenticateDocument,
  RefreshDocument,
  SendReauthenticationEmailDocument,
  SignOutDocument,
  UserSessionsDocument,
} from '../generated/operations.js';
import { personWith2fa } from '../harness/authenticator.js';
import {
  askForMail,
  completeByMail,
  mailedCode,
  mailedMethods,
  signInByMail,
  verifiedPerson,
} from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { addPasskey } from '../harness/passkeys.js';
import { newPerson, opened, signUp } from '../harness/people.js';
import { usePasskey } from '../harness/software-authenticator.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    ...{ ...mailedMethods, EMAIL_SIGN_IN_SIGNS_UP: 'true', ACCESS_TOKEN_TTL: '1h' },
    ...{ LINK_REQUEST_LIMIT: '1000', MAIL_LIMIT: '5' },
  });
});
afterAll(() => gateway.stop());

interface Signed {
  readonly email: string;
  readonly accessToken: string;
}

const title = /^Your code to confirm that it is you/;
const growStale = () => gateway.clock.advance(6 * 60_000);

/** Somebody with a mailbox and nothing else, whose sign-in is no longer fresh. */
async function reader(): Promise<Signed & { readonly refreshToken: string }> {
  const { email } = newPerson();
  const session = opened((await signInByMail(gateway, email)).data?.completeEmailSignIn);
  growStale();
  return { email, accessToken: session.accessToken, refreshToken: session.refreshToken ?? '' };
}

const ask = (person: Pick<Signed, 'accessToken'>) =>
  gateway.api.send(SendReauthenticationEmailDocument, undefined, person);

async function codeFor(person: Signed): Promise<string> {
  expect((await ask(person)).errors).toEqual([]);
  const { text } = await newestMail(gateway, person.email, title);
  const [code = ''] = /^\d{4} \d{4}$/m.exec(text) ?? [];
  return code;
}

const prove = ({ accessToken }: Pick<Signed, 'accessToken'>, proof: object) =>
  gateway.api.send(ReauthenticateDocument, proof, { accessToken });
const refusal = async (person: Pick<Signed, 'accessToken'>, proof: object) =>
  (await prove(person, proof)).errors[0]?.extensions;
const wrongFor = (code: string) => (code.startsWith('1') ? '2222 2222' : '1111 1111');
const isStale = async (person: Pick<Signed, 'accessToken'>) =>
  (await gateway.api.send(BeginPasskeyRegistrationDocument, {}, person)).errors[0]?.extensions.requires;

describe('sendReauthenticationEmail: ok', () => {
  it('lets who has nothing but a mailbox prove themselves in the session that they are in', async () => {
    const person = await reader();
    expect(await isStale(person)).toBe('reauthentication');
    const code = await codeFor(person);
    const { data } = await prove(person, { mailedCode: ` ${code.replace(' ', '\u2013')} ` });
    const session = data?.reauthenticate;
    const { accessToken = '' } = session ?? {};
    expect(session?.refreshToken).toBeNull();
    expect(claimsOf(accessToken)).toMatchObject({ sid: claimsOf(person.accessToken)['sid'], amr: ['email'] });
    expect(await isStale({ accessToken })).toBeUndefined();
    const { userId: id = '' } = session ?? {};
    const { user } = await gateway.api.call(UserSessionsDocument, { id }, { accessToken });
    expect(user?.sessions.edges.map(({ node }) => node.methods)).toEqual([['EMAIL_CODE']]);
  });

  it('keeps the code nowhere in clear', async () => {
    const person = await reader();
    const code = (await codeFor(person)).replace(' ', '');
    const kept = await gateway.database.collection('emailReauthentications').find({}).toArray();
    expect(kept.length).toBeGreaterThan(0);
    expect(JSON.stringify(kept)).not.toContain(code);
  });
});

describe('a mailed code at step-up: refusals', () => {
  it('is good once, of ten at the same instant', async () => {
    const person = await reader();
    const mailedCode = await codeFor(person);
    const answers = await Promise.all(Array.from({ length: 10 }, () => prove(person, { mailedCode })));
    expect(answers.filter(({ data }) => data)).toHaveLength(1);
    expect(await refusal(person, { mailedCode })).toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  });

  it('has five tries, and a newer one has five of its own', async () => {
    const person = await reader();
    const code = await codeFor(person);
    for (let tries = 0; tries < 5; tries += 1)
      expect(await refusal(person, { mailedCode: wrongFor(code) })).toMatchObject({
        code: 'INVALID_CREDENTIALS',
      });
    expect(await refusal(person, { mailedCode: code })).toMatchObject({ code: 'CHALLENGE_EXPIRED' });
    expect((await prove(person, { mailedCode: await codeFor(person) })).data).toBeTruthy();
  });

  it('is over after ten minutes, and where a newer one was asked for', async () => {
    const person = await reader();
    const first = await codeFor(person);
    const second = await codeFor(person);
    expect(await refusal(person, { mailedCode: first })).toMatchObject({ code: 'INVALID_CREDENTIALS' });
    gateway.clock.advance(10 * 60_000);
    expect(await refusal(person, { mailedCode: second })).toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  });

  it('is nothing in another session, and for another account', async () => {
    const person = await reader();
    const stranger = await reader();
    const elsewhere = opened((await signInByMail(gateway, person.email)).data?.completeEmailSignIn);
    growStale();
    const mailedCode = await codeFor(person);
    for (const other of [stranger, elsewhere])
      expect(await refusal(other, { mailedCode })).toMatchObject({ code: 'CHALLENGE_EXPIRED' });
    expect((await prove(person, { mailedCode })).data).toBeTruthy();
  });

  it('signs nobody in, nor does a code for signing in prove anybody anew', async () => {
    const person = await reader();
    const stepUp = await codeFor(person);
    const { challengeToken, codeVerifier } = await askForMail(gateway, person.email, 'CODE');
    const signIn = await mailedCode(gateway, person.email);
    const swapped = await completeByMail(gateway, { challengeToken, code: stepUp, codeVerifier });
    expect(swapped.errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    expect(await refusal(person, { mailedCode: signIn })).toMatchObject({ code: 'INVALID_CREDENTIALS' });
  });

  it('is void once the credentials have changed', async () => {
    const person = await verifiedPerson(gateway);
    const mailedCode = await codeFor(person);
    const password = 'another correct horse battery';
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    const { changePassword } = await gateway.api.call(ChangePasswordDocument, { input }, person);
    expect(await refusal(changePassword, { mailedCode })).toMatchObject({ code: 'CHALLENGE_EXPIRED' });
  });

  it('is one factor: where 2FA is on, it does for the password alone', async () => {
    const person = await personWith2fa(gateway);
    const { refresh } = await gateway.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    const session = { email: person.email, accessToken: refresh.accessToken };
    expect(claimsOf(session.accessToken)['amr']).toEqual(['pwd']);
    expect(await refusal(session, { mailedCode: await codeFor(session) })).toMatchObject({
      ...{ code: 'FORBIDDEN', requires: 'reauthentication' },
    });
  });

  it('is the first of two beside a passkey that verified nobody, as at a sign-in', async () => {
    const { email } = newPerson();
    const session = opened((await signInByMail(gateway, email)).data?.completeEmailSignIn);
    const key = { userVerified: false, userHandle: null };
    const person = await addPasskey(
      gateway,
      { ...session, email, password: '', session, refreshToken: '' },
      key,
    );
    await gateway.api.call(Enable2FaDocument, {}, person);
    const { refresh } = await gateway.api.call(RefreshDocument, {
      refreshToken: session.refreshToken ?? null,
    });
    const owner = { email, accessToken: refresh.accessToken };
    const answer = async () => {
      const begun = await gateway.api.call(BeginPasskeyReauthenticationDocument, undefined, owner);
      return usePasskey(begun.beginPasskeyReauthentication.options, person.passkey);
    };
    for (const alone of [{ passkey: await answer() }, { mailedCode: await codeFor(owner) }])
      expect(await refusal(owner, alone)).toMatchObject({ code: 'FORBIDDEN', requires: 'reauthentication' });
    const proof = { passkey: await answer(), mailedCode: await codeFor(owner) };
    const { data } = await prove(owner, proof);
    const amr = claimsOf(data?.reauthenticate.accessToken ?? '')['amr'] as string[];
    expect([...amr].sort()).toEqual(['email', 'hwk', 'mfa', 'user']);
  });

  it('is not mailed to an address that nobody has proved, nor without a session', async () => {
    const person = await signUp(gateway);
    expect((await ask(person)).errors[0]?.extensions).toMatchObject({
      ...{ code: 'FORBIDDEN', requires: 'verifiedEmail' },
    });
    const { code } = await gateway.api.refusal(SendReauthenticationEmailDocument, undefined);
    expect(code).toBe('UNAUTHENTICATED');
    const reading = await reader();
    await gateway.api.call(SignOutDocument, { refreshToken: reading.refreshToken });
    expect((await ask(reading)).errors[0]?.extensions.code).toBe('TOKEN_INVALID');
  });

  it('is mailed as often as MAIL_LIMIT lets one who is signed in ask', async () => {
    const person = await reader();
    for (let mails = 0; mails < 5; mails += 1) expect((await ask(person)).errors).toEqual([]);
    const { errors } = await ask(person);
    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED' });
    expect(errors[0]?.extensions.retryAfter).toBeGreaterThan(0);
  });
});

it('is refused where nobody signs in by mail', async () => {
  const plain = await startTestGateway();
  try {
    const person = await signUp(plain);
    const refused = await plain.api.refusal(SendReauthenticationEmailDocument, undefined, person);
    expect(refused).toMatchObject({ code: 'FORBIDDEN', requires: 'signInMethod' });
    const { code } = await plain.api.refusal(ReauthenticateDocument, { mailedCode: '1111 1111' }, person);
    expect(code).toBe('INVALID_CREDENTIALS');
  } finally {
    await plain.stop();
  }
});
