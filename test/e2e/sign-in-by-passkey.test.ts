import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  BeginPasskeyReauthenticationDocument,
  BeginPasskeyRegistrationDocument,
  BeginPasskeySignUpDocument,
  Enable2FaDocument,
  FinishPasskeySignInDocument,
  FinishPasskeySignUpDocument,
  MeDocument,
  PasskeysDocument,
  ReauthenticateDocument,
  RemovePasskeyDocument,
  SignInDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import { challengeFor, connectAuthenticator, freshCode, verifyAddress } from '../harness/authenticator.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newestMail, subjects } from '../harness/mailbox.js';
import {
  addPasskey,
  beginSignIn,
  codeIn,
  passkeyPage,
  personWithPasskey,
  signUpByPasskey,
  signInByPasskey,
} from '../harness/passkeys.js';
import { newPerson, opened, type SignedUp, signUp } from '../harness/people.js';
import { createPasskey, usePasskey } from '../harness/software-authenticator.js';
import { claimsOf } from '../harness/token.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ ACCESS_TOKEN_TTL: '1h', RATE_LIMIT: 'false' });
});
afterAll(() => gateway.stop());

const growStale = () => gateway.clock.advance(6 * 60_000);
const me = async (person: Pick<SignedUp, 'accessToken'>) =>
  (await gateway.api.call(MeDocument, undefined, person)).me;
const listOf = async (person: Pick<SignedUp, 'accessToken'>) =>
  (await gateway.api.call(PasskeysDocument, undefined, person)).passkeys;
const amrOf = ({ accessToken }: { accessToken: string }) => claimsOf(accessToken)['amr'];
const sessionOf = (answer: Awaited<ReturnType<typeof signInByPasskey>>) =>
  opened(answer.data?.finishPasskeySignIn);

describe('signing in by a passkey', () => {
  it('without a name: user verification makes it two factors', async () => {
    const person = await personWithPasskey(gateway);
    const options = await beginSignIn(gateway);
    expect(options).toMatchObject({ rpId: 'localhost', allowCredentials: [], userVerification: 'preferred' });
    const credential = usePasskey(options, person.passkey);
    const { finishPasskeySignIn } = await gateway.api.call(FinishPasskeySignInDocument, { credential });
    const session = opened(finishPasskeySignIn);
    expect(session.userId).toBe(person.userId);
    expect(amrOf(session)).toEqual(['hwk', 'user', 'mfa']);
  });

  it('to a name, as a security key that keeps nothing does: one factor', async () => {
    const person = await personWithPasskey(gateway, { userVerified: false, userHandle: null });
    const { email } = person;
    expect((await beginSignIn(gateway, { email: email.toUpperCase() })).allowCredentials).toEqual([
      { id: person.passkey.id, transports: ['internal'], type: 'public-key' },
    ]);
    expect(amrOf(sessionOf(await signInByPasskey(gateway, person, { email })))).toEqual(['hwk', 'user']);
  });

  it('counts from 0, and what is synced stays there', async () => {
    const [synced, u2f] = [{ counter: 0, backupEligible: true }, { counter: 0 }];
    const phone = await personWithPasskey(gateway, synced);
    for (const counter of [0, 0]) sessionOf(await signInByPasskey(gateway, phone, {}, { counter }));
    const key = await personWithPasskey(gateway, u2f);
    for (const counter of [2, 3]) sessionOf(await signInByPasskey(gateway, key, {}, { counter }));
  });

  it('several passkeys of one account each open it', async () => {
    const person = await personWithPasskey(gateway);
    const second = await addPasskey(gateway, person, { key: 'EdDSA' });
    expect(second.passkey.userHandle).toBe(person.passkey.userHandle);
    for (const { passkey } of [person, second]) sessionOf(await signInByPasskey(gateway, { passkey }));
    expect(await listOf(person)).toHaveLength(2);
  });
});

describe('signing up with a passkey alone', () => {
  it('makes an account without a password, which is verified by mail like any other', async () => {
    const person = await signUpByPasskey(gateway);
    expect(person.options.excludeCredentials).toEqual([]);
    expect(amrOf(person)).toEqual(['hwk', 'user', 'mfa']);
    await verifyAddress(gateway, person);
    expect(await me(person)).toMatchObject({ email: person.email, firstName: 'Ada', activeStatus: true });
    expect(sessionOf(await signInByPasskey(gateway, person)).userId).toBe(person.userId);
    const { signIn } =
      (await gateway.api.send(SignInDocument, { input: { email: person.email, password: '' } })).data ?? {};
    expect(signIn).toBeUndefined();
  });

  it('tells at its end whether the address is known, and judges the input at its beginning', async () => {
    const { email } = await signUp(gateway);
    const { beginPasskeySignUp } = await gateway.api.call(BeginPasskeySignUpDocument, {
      input: { email, firstName: 'Ada', lastName: 'Lovelace' },
    });
    const { response: credential } = createPasskey(beginPasskeySignUp.options, { origin: passkeyPage });
    expect((await gateway.api.refusal(FinishPasskeySignUpDocument, { credential })).code).toBe('EMAIL_TAKEN');
    const refusal = await gateway.api.refusal(BeginPasskeySignUpDocument, {
      input: { email: 'nobody', firstName: '' },
    });
    expect(refusal.fields?.map(({ path }) => path)).toEqual(['email', 'firstName', 'lastName']);
  });
});

it('a sign-up by passkey tells nobody who is known where UNIFORM_SIGN_UP is on', async () => {
  const uniform = await startTestGateway({ UNIFORM_SIGN_UP: 'true' });
  try {
    const { email } = newPerson();
    const join = async () => {
      const input = { email, firstName: 'Ada', lastName: 'Lovelace' };
      const begun = await uniform.api.call(BeginPasskeySignUpDocument, { input });
      const made = createPasskey(begun.beginPasskeySignUp.options, { origin: passkeyPage });
      const credential = made.response;
      const { finishPasskeySignUp } = await uniform.api.call(FinishPasskeySignUpDocument, { credential });
      return { ...made, told: finishPasskeySignUp };
    };
    const first = await join();
    await verifyAddress(uniform, { email });
    const second = await join();
    expect(second.told).toEqual(first.told);
    expect(first.told).toMatchObject({ userId: null, user: null, auth: null });
    sessionOf(await signInByPasskey(uniform, first));
    await newestMail(uniform, email, subjects.attempted);
    expect(codeIn(await signInByPasskey(uniform, second))).toBe('INVALID_CREDENTIALS');
  } finally {
    await uniform.stop();
  }
});

describe('the second factor', () => {
  /** With a passkey and 2FA; `withApp` is with an app as well. */
  async function asking(behaviour: object = {}, withApp = false) {
    const newcomer = await signUp(gateway);
    await verifyAddress(gateway, newcomer);
    const person = withApp
      ? await connectAuthenticator(gateway, newcomer)
      : { ...newcomer, secret: '', recoveryCodes: [] };
    const owner = await addPasskey(gateway, person, behaviour);
    await gateway.api.call(Enable2FaDocument, {}, owner);
    return owner;
  }

  it('is a passkey beside the password, also one without user verification', async () => {
    const person = await asking({ userVerified: false });
    const { email, password } = person;
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    expect(signIn).toMatchObject({ __typename: 'TwoFactorChallenge', methods: ['PASSKEY'] });
    const challengeToken = await challengeFor(gateway, person);
    const session = sessionOf(await signInByPasskey(gateway, person, { challengeToken }));
    expect([...(amrOf(session) as string[])].sort()).toEqual(['hwk', 'mfa', 'pwd', 'user']);
    const again = usePasskey(await beginSignIn(gateway), person.passkey);
    const spent = await gateway.api.refusal(FinishPasskeySignInDocument, {
      credential: again,
      challengeToken,
    });
    expect(spent.code).toBe('CHALLENGE_EXPIRED');
  });

  it('is not asked for after a passkey that verified its user, and is after one that did not', async () => {
    const person = await asking();
    sessionOf(await signInByPasskey(gateway, person));
    // The same key once more would prove nothing more.
    expect(codeIn(await signInByPasskey(gateway, person, {}, { userVerified: false }))).toBe('FORBIDDEN');
    const withApp = await asking({}, true);
    const answer = await signInByPasskey(gateway, withApp, {}, { userVerified: false });
    const challenge = answer.data?.finishPasskeySignIn;
    expect(challenge).toMatchObject({ methods: ['TOTP', 'RECOVERY_CODE'] });
    const challengeToken = challenge && 'challengeToken' in challenge ? challenge.challengeToken : '';
    const code = freshCode(gateway, withApp);
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, {
      input: { challengeToken, code },
    });
    expect(amrOf(signInWithTotp)).toEqual(['hwk', 'user', 'otp', 'mfa']);
  });

  it('offers the app and the passkey where there are both, and stays on while one of them is left', async () => {
    const person = await asking({}, true);
    const { email, password } = person;
    const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
    expect(signIn).toMatchObject({ methods: ['TOTP', 'RECOVERY_CODE', 'PASSKEY'] });
    const by = sessionOf(await signInByPasskey(gateway, person));
    const { removePasskey } = await gateway.api.call(RemovePasskeyDocument, { id: person.passkey.id }, by);
    expect(removePasskey.user).toMatchObject({
      enable2FA: true,
      passkeyAuthEnabled: false,
      otpAuthEnabled: true,
    });
    const onlyKey = await asking();
    const owner = sessionOf(await signInByPasskey(gateway, onlyKey));
    const { id } = onlyKey.passkey;
    expect((await gateway.api.call(RemovePasskeyDocument, { id }, owner)).removePasskey.user.enable2FA).toBe(
      false,
    );
  });
});

describe('step-up', () => {
  const ask = async (person: Pick<SignedUp, 'accessToken'>) =>
    (await gateway.api.call(BeginPasskeyReauthenticationDocument, {}, person)).beginPasskeyReauthentication
      .options;

  it('reauthenticate takes a passkey of the caller', async () => {
    const person = await personWithPasskey(gateway);
    growStale();
    const options = await ask(person);
    expect(options.allowCredentials?.map(({ id }) => id)).toEqual([person.passkey.id]);
    const passkey = usePasskey(options, person.passkey);
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, { passkey }, person);
    expect([...(amrOf(reauthenticate) as string[])].sort()).toEqual(['hwk', 'mfa', 'pwd', 'user']);
    await gateway.api.call(BeginPasskeyRegistrationDocument, {}, reauthenticate);
  });

  it('not that of somebody else, nor one that was asked for in another session', async () => {
    const [person, stranger] = [await personWithPasskey(gateway), await personWithPasskey(gateway)];
    const elsewhere = sessionOf(await signInByPasskey(gateway, person));
    growStale();
    const passkey = usePasskey(await ask(person), stranger.passkey);
    expect((await gateway.api.refusal(ReauthenticateDocument, { passkey }, person)).code).toBe(
      'INVALID_CREDENTIALS',
    );
    const other = usePasskey(await ask(elsewhere), person.passkey);
    const refusal = await gateway.api.refusal(ReauthenticateDocument, { passkey: other }, person);
    expect(refusal.code).toBe('CHALLENGE_EXPIRED');
    expect((await gateway.api.refusal(BeginPasskeyRegistrationDocument, {}, person)).code).toBe('FORBIDDEN');
  });
});
