/** BEFORE_SIGN_UP_URL and BEFORE_TOKEN_URL: services of the operator's that refuse, add claims, and do not behave. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';

import {
  BeginPasskeySignUpDocument,
  ChangePasswordDocument,
  FinishPasskeySignUpDocument,
  MeDocument,
  ReauthenticateDocument,
  RefreshDocument,
  SignInDocument,
  SignUpDocument,
  SignUpWithGoogleDocument,
} from '../generated/operations.js';
import { mailedMethods, signInByMail } from '../harness/email-sign-in.js';
import { type FederatedGateway, newIdentity, startFederatedGateway } from '../harness/federated-gateway.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { answerWith, type HookReceiver, hookSecret, startHookReceiver } from '../harness/hook-receiver.js';
import { passkeyPage } from '../harness/passkeys.js';
import { newPerson, type SignedUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { createPasskey } from '../harness/software-authenticator.js';
import { claimsOf } from '../harness/token.js';

const hooked = { HOOK_SECRET: hookSecret, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8,::1/128' };

let signUps: HookReceiver;
let tokens: HookReceiver;
let at: FederatedGateway;
let gateway: TestGateway;
beforeAll(async () => {
  [signUps, tokens] = [await startHookReceiver(), await startHookReceiver()];
  at = await startFederatedGateway({
    ...{ ...hooked, BEFORE_SIGN_UP_URL: signUps.url, BEFORE_TOKEN_URL: tokens.url },
    ...{ ...mailedMethods, EMAIL_SIGN_IN_SIGNS_UP: 'true' },
  });
  gateway = at.gateway;
});
beforeEach(() => {
  for (const hook of [signUps, tokens]) {
    hook.respond = answerWith({ allow: true });
    hook.asked.length = 0;
  }
});
afterAll(async () => {
  expect([signUps.unsigned, tokens.unsigned]).toEqual([[], []]);
  await at.stop();
  for (const hook of [signUps, tokens]) hook.stop();
});

interface Answer {
  readonly errors: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** Sends until the hook was heard: it has a second, which a busy machine may not have for it. */
function heard<Answered extends Answer>(send: () => Promise<Answered>): Promise<Answered> {
  return until('the hook is heard', async () => {
    const answer = await send();
    if (answer.errors[0]?.extensions.code !== 'UNAVAILABLE') return answer;
    gateway.clock.advance(11_000);
    return undefined;
  });
}
const errorOf = ({ errors: [error] }: Answer) =>
  error && { code: error.extensions.code, message: error.message };
const no = answerWith({ allow: false, message: 'Only for members.' });
const refused = { code: 'REFUSED_BY_HOOK', message: 'Only for members.' };
const countAccounts = () => gateway.database.collection('users').countDocuments();

const signUpOnce = (input: object = {}, on = gateway) =>
  on.api.send(SignUpDocument, { input: { ...newPerson(), ...input } });
const signIn = ({ email, password }: SignedUp, on = gateway) =>
  on.api.send(SignInDocument, { input: { email, password } });
const refresh = (refreshToken: string, on = gateway) => on.api.send(RefreshDocument, { refreshToken });
async function signUpByPasskey(): Promise<Answer> {
  const { email, firstName, lastName } = newPerson();
  const begun = await gateway.api.call(BeginPasskeySignUpDocument, { input: { email, firstName, lastName } });
  const { response } = createPasskey(begun.beginPasskeySignUp.options, { origin: passkeyPage });
  return gateway.api.send(FinishPasskeySignUpDocument, { credential: response });
}

/** Past the second that a hook has. */
const somebody = async (): Promise<SignedUp> => {
  const person = newPerson();
  const { data } = await heard(() => signUpOnce({ ...person, email: `x${newPerson().email}` }));
  const auth = data?.signUp.auth;
  const email = data?.signUp.user?.email;
  if (!auth?.refreshToken || email === undefined) throw new Error('Sign-up gave no session.');
  const { userId, accessToken, refreshToken } = auth;
  return { email, password: person.password, userId, accessToken, refreshToken, session: auth };
};

describe('BEFORE_SIGN_UP_URL', () => {
  it('is told who wants an account, and by which way', async () => {
    const person = newPerson();
    await heard(() => signUpOnce(person));
    expect(signUps.asked.at(0)).toEqual({
      type: 'before.sign-up',
      timestamp: expect.any(String),
      data: {
        ...{
          version: 1,
          requestId: expect.any(String),
          ip: expect.any(String),
          userAgent: expect.any(String),
        },
        method: 'PASSWORD',
        user: { email: person.email, firstName: 'Ada', lastName: 'Lovelace' },
      },
    });
  });

  it.each<[string, () => Promise<Answer>]>([
    ['a password', () => signUpOnce()],
    ['a passkey', signUpByPasskey],
    [
      'a provider',
      async () =>
        gateway.api.send(SignUpWithGoogleDocument, {
          input: { token: await at.google.signIdToken(newIdentity()) },
        }),
    ],
    ['a mailed code', () => signInByMail(gateway, newPerson().email)],
  ])('refuses in its own words who comes with %s, and nothing is written', async (_, send) => {
    signUps.respond = no;
    const before = await countAccounts();
    const answer = await heard(send);
    expect(errorOf(answer)).toEqual(refused);
    expect(await countAccounts()).toBe(before);
  });

  it('tells nothing of whether there is an account, and is asked after the input was judged', async () => {
    const { email } = await somebody();
    signUps.respond = no;
    expect(errorOf(await heard(() => signUpOnce({ email })))).toEqual(refused);
    signUps.asked.length = 0;
    expect(errorOf(await signUpOnce({ password: 'short' }))?.code).toBe('BAD_USER_INPUT');
    expect(signUps.asked).toEqual([]);
  });

  it('refuses with UNIFORM_SIGN_UP as well', async () => {
    const uniform = await startTestGateway({
      ...{ ...replicaOf(gateway), ...hooked, BEFORE_SIGN_UP_URL: signUps.url, UNIFORM_SIGN_UP: 'true' },
    });
    signUps.respond = no;
    const orders = () => gateway.database.collection('outbox').countDocuments({ kind: 'sign-up' });
    try {
      const before = await orders();
      expect(errorOf(await heard(() => signUpOnce({}, uniform)))).toEqual(refused);
      expect(await orders()).toBe(before);
    } finally {
      await uniform.stop();
    }
  });

  it.each([
    ['in one line, without what hides in it', 'Not\n\u202Ehere\u0000 <b>now</b>', 'Not here <b>now</b>'],
    ['cut', 'x'.repeat(500), `${'x'.repeat(199)}…`],
    ['in ours where it has none', undefined, 'This is not allowed here.'],
  ])('is shown %s', async (_, message, shown) => {
    signUps.respond = answerWith({ allow: false, ...(message !== undefined && { message }) });
    expect(errorOf(await heard(() => signUpOnce()))).toEqual({ code: 'REFUSED_BY_HOOK', message: shown });
  });
});

describe('BEFORE_TOKEN_URL', () => {
  it('adds claims to each access token, and is told for whom and why', async () => {
    tokens.respond = answerWith({ allow: true, claims: { tenant: 'acme', 'https://x.example/y': [1] } });
    const person = await somebody();
    const signedIn = await heard(() => signIn(person));
    const auth = signedIn.data?.signIn;
    if (auth?.__typename !== 'AuthPayload') throw new Error('No session.');
    const refreshed = (await heard(() => refresh(auth.refreshToken ?? ''))).data?.refresh;
    const { password } = person;
    const again = await heard(() =>
      gateway.api.send(ReauthenticateDocument, { password }, { accessToken: auth.accessToken }),
    );
    expect(again.errors).toEqual([]);
    for (const token of [person.accessToken, auth.accessToken, refreshed?.accessToken ?? ''])
      expect(claimsOf(token)).toMatchObject({ tenant: 'acme', 'https://x.example/y': [1] });
    const causes = tokens.asked.map(({ data }) => data['cause']);
    expect(new Set(causes)).toEqual(new Set(['SIGN_IN', 'REFRESH', 'REAUTHENTICATION']));
    expect(tokens.asked.at(-1)).toMatchObject({
      type: 'before.token',
      data: {
        user: { id: person.userId, email: person.email, emailVerified: false, roles: ['USER'] },
        session: { amr: ['pwd'] },
      },
    });
    expect((await gateway.api.call(MeDocument, undefined, auth)).me?.id).toBe(person.userId);
  });

  it('refuses a sign-in: no session is begun', async () => {
    const person = await somebody();
    const sessions = () => gateway.database.collection('sessions').countDocuments();
    tokens.respond = no;
    const before = await sessions();
    expect(errorOf(await heard(() => signIn(person)))).toEqual(refused);
    expect(await sessions()).toBe(before);
  });

  it('refuses a refresh: the session stays, and so does the token, for when it does not any more', async () => {
    const person = await somebody();
    tokens.respond = no;
    for (let turn = 0; turn < 2; turn++)
      expect(errorOf(await heard(() => refresh(person.refreshToken)))).toEqual(refused);
    gateway.clock.advance(120_000);
    tokens.respond = answerWith({ allow: true });
    const { data } = await heard(() => refresh(person.refreshToken));
    expect(data?.refresh.refreshToken).toBeTruthy();
  });

  it('does not keep a reused token from ending its session', async () => {
    const person = await somebody();
    const next = (await heard(() => refresh(person.refreshToken))).data?.refresh;
    gateway.clock.advance(120_000);
    tokens.respond = no;
    expect(errorOf(await refresh(person.refreshToken))?.code).toBe('TOKEN_REUSED');
    expect(errorOf(await refresh(next?.refreshToken ?? ''))?.code).toBe('TOKEN_INVALID');
  });

  it('refuses a change of password before it is made', async () => {
    const person = await somebody();
    tokens.respond = no;
    const password = 'a much better one 9';
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    const change = () => gateway.api.send(ChangePasswordDocument, { input }, person);
    expect(errorOf(await heard(change))).toEqual(refused);
    tokens.respond = answerWith({ allow: true });
    expect((await heard(() => signIn(person))).data).toBeTruthy();
  });
});
