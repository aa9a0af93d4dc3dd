import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  MeDocument,
  SignInWithAppleDocument,
  SignInWithGoogleDocument,
  SignUpWithAppleDocument,
  SignUpWithGoogleDocument,
  SignUpWithProviderDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startCaptchaService } from '../harness/captcha-service.js';
import { cookiesOf } from '../harness/cookies.js';
import {
  clientIds,
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { mailedToken, mailsTo, newestMail } from '../harness/mailbox.js';
import { anyString } from '../harness/matchers.js';
import { signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let at: FederatedGateway;
beforeAll(async () => {
  at = await startFederatedGateway();
});
afterAll(() => at.stop());

const users = (from = at) => from.gateway.database.collection('users');
const signUpGoogle = async (claims: object, more: object = {}, from = at) =>
  from.gateway.api.send(SignUpWithGoogleDocument, {
    input: { token: await from.google.signIdToken({ ...claims }), ...more },
  });
const codeOf = async (answer: ReturnType<typeof signUpGoogle>) => (await answer).errors[0]?.extensions.code;

describe('signUpWith…: ok', () => {
  it('makes an account with a verified address and the names of the provider, without a mail', async () => {
    const claims = newIdentity();
    const input = { token: await at.google.signIdToken(claims) };
    const { signUpWithGoogle } = await at.gateway.api.call(SignUpWithGoogleDocument, { input });
    const { user, userId, auth } = signUpWithGoogle;
    expect(user).toMatchObject({
      email: claims.email,
      username: null,
      firstName: 'Grace',
      lastName: 'Hopper',
      emailVerifiedAt: anyString,
      activeStatus: true,
      googleAuthEnabled: true,
      appleAuthEnabled: false,
      roles: ['USER'],
    });
    expect(userId).toBe(user?.id);
    expect(await mailsTo(at.gateway, claims.email)).toEqual([]);
    const { me } = await at.gateway.api.call(MeDocument, undefined, { accessToken: auth?.accessToken });
    expect(me?.email).toBe(claims.email);
    const stored = await users().findOne({ emailCanonical: claims.email });
    expect(stored?.['password']).toBeUndefined();
  });

  it.each([
    ['google', 'GOOGLE', { googleAuthEnabled: true, appleAuthEnabled: false }],
    ['apple', 'APPLE', { googleAuthEnabled: false, appleAuthEnabled: true }],
    ['work', 'OIDC', { googleAuthEnabled: false, appleAuthEnabled: false }],
  ] as const)('says in token and session that it was %s', async (id, method, enabled) => {
    const { accessToken, userId } = await signUpWith(at, id);
    expect(claimsOf(accessToken)['amr']).toEqual([method.toLowerCase()]);
    const { me } = await at.gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me).toMatchObject(enabled);
    const sessions = await at.gateway.database.collection('sessions').find().toArray();
    const own = sessions.filter((session) => String(session['userId']) === userId);
    expect(own.map(({ methods }) => methods as unknown)).toEqual([[method]]);
  });

  it('takes the names of the input before those of the provider', async () => {
    const { data } = await signUpGoogle(newIdentity(), { firstName: 'Ada', phoneNumber: '+4915123456789' });
    expect(data?.signUpWithGoogle.user).toMatchObject({
      firstName: 'Ada',
      lastName: 'Hopper',
      phoneNumber: '+4915123456789',
    });
  });

  it('keeps the names that Apple tells a frontend at the first sign-in alone', async () => {
    const { sub, email, email_verified } = newIdentity();
    const token = await at.apple.signIdToken({ sub, email, email_verified });
    const input = { token, firstName: 'Grace', lastName: 'Hopper' };
    await at.gateway.api.call(SignUpWithAppleDocument, { input });
    const { signInWithApple } = await at.gateway.api.call(SignInWithAppleDocument, { input: { token } });
    expect(signInWithApple).toMatchObject({ user: { firstName: 'Grace', lastName: 'Hopper' } });
  });

  it.each([['x'.repeat(101)], [''], ['Gr\u202eace'], ['Gr\u0000ace'], [42], [null]])(
    'leaves out a name of the provider such as %j',
    async (name) => {
      const { data } = await signUpGoogle({ ...newIdentity(), given_name: name });
      expect(data?.signUpWithGoogle.user).toMatchObject({ firstName: null, lastName: 'Hopper' });
    },
  );

  it('sets the refresh token as a cookie where that is asked for', async () => {
    const { data, headers } = await signUpGoogle(newIdentity(), { transport: 'COOKIE' });
    expect(data?.signUpWithGoogle.auth?.refreshToken).toBeNull();
    expect(cookiesOf(headers)['refreshToken']?.attributes).toContain('httponly');
  });

  it('takes issuer and subject for the key: the same subject elsewhere is somebody else', async () => {
    const { claims, userId } = await signUpWith(at, 'google');
    const other = await signUpWith(at, 'work', { ...newIdentity(), sub: claims.sub });
    expect(other.userId).not.toBe(userId);
  });

  it('tells frontends of the providers', async () => {
    const { authConfig } = await at.gateway.api.call(AuthConfigDocument);
    expect(authConfig.providers.map(({ id, label, clientId }) => [id, label, clientId])).toEqual([
      ['google', 'Google', clientIds.google],
      ['apple', 'Apple', clientIds.apple],
      ['work', 'Example', clientIds.work],
      ['work-app', "Example's app", clientIds.workApp],
    ]);
  });
});

describe('signUpWith…: refusals', () => {
  it('is ALREADY_REGISTERED for a known identity, whatever its address is by now', async () => {
    const { claims } = await signUpWith(at, 'google');
    expect(await codeOf(signUpGoogle(claims))).toBe('ALREADY_REGISTERED');
    const moved = { ...claims, email: newIdentity().email };
    expect(await codeOf(signUpGoogle(moved))).toBe('ALREADY_REGISTERED');
  });

  it('is EMAIL_TAKEN for the address of a local account, verified or not, and merges nothing', async () => {
    const [verified, unverified] = [await signUp(at.gateway), await signUp(at.gateway)];
    const token = await mailedToken(at.gateway, verified.email);
    await at.gateway.api.call(VerifyEmailDocument, { token });
    for (const { email } of [verified, unverified]) {
      const claims = { ...newIdentity(), email: email.toUpperCase() };
      expect(await codeOf(signUpGoogle(claims))).toBe('EMAIL_TAKEN');
      expect((await users().findOne({ emailCanonical: email }))?.['identities']).toEqual([]);
      const again = await at.google.signIdToken(claims);
      const refusal = await at.gateway.api.refusal(SignInWithGoogleDocument, { input: { token: again } });
      expect(refusal.code).toBe('NOT_REGISTERED');
    }
  });

  it('is PHONE_NUMBER_TAKEN for the number of somebody else', async () => {
    const phoneNumber = '+4915123456780';
    await signUp(at.gateway, { phoneNumber });
    expect(await codeOf(signUpGoogle(newIdentity(), { phoneNumber }))).toBe('PHONE_NUMBER_TAKEN');
  });

  it('is BAD_USER_INPUT for names of the input that are none', async () => {
    const { errors } = await signUpGoogle(newIdentity(), { firstName: ' ', lastName: 'x'.repeat(101) });
    expect(errors[0]?.extensions.fields?.map(({ path }) => path)).toEqual(['firstName', 'lastName']);
  });

  it('is NOT_FOUND for a provider that is not configured', async () => {
    const input = { token: await at.google.signIdToken(newIdentity()) };
    for (const provider of ['github', '', '__proto__', 'GOOGLE']) {
      const refusal = await at.gateway.api.refusal(SignUpWithProviderDocument, { provider, input });
      expect(refusal.code).toBe('NOT_FOUND');
    }
  });
});

describe('signUpWith…: race', () => {
  it('makes one account of twenty sign-ups at once', async () => {
    const claims = newIdentity();
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(signUpGoogle(claims))));
    expect(codes.filter((code) => code === undefined)).toHaveLength(1);
    expect(codes.filter((code) => code === 'ALREADY_REGISTERED')).toHaveLength(19);
    expect(await users().countDocuments({ 'identities.subject': claims.sub })).toBe(1);
  });
});

describe('with a captcha', () => {
  it('asks for it at sign-up', async () => {
    const service = await startCaptchaService();
    const own = await startFederatedGateway({
      CAPTCHA_PROVIDER: 'turnstile',
      CAPTCHA_SITE_KEY: 'public-site-key',
      CAPTCHA_SECRET: 'captcha-secret',
      CAPTCHA_VERIFY_URL: service.url,
    });
    const claims = newIdentity();
    expect(await codeOf(signUpGoogle(claims, {}, own))).toBe('CAPTCHA_REQUIRED');
    service.answerWith({ success: false });
    expect(await codeOf(signUpGoogle(claims, { captchaToken: 'no' }, own))).toBe('CAPTCHA_INVALID');
    // A robot makes the provider no work either.
    expect(own.google.asked).toEqual([]);
    service.answerWith({});
    expect(await codeOf(signUpGoogle(claims, { captchaToken: 'solved' }, own))).toBeUndefined();
    await own.stop();
    await service.stop();
  });
});

describe('with LINK_BY_VERIFIED_EMAIL', () => {
  let linking: FederatedGateway;
  beforeAll(async () => {
    linking = await startFederatedGateway({ LINK_BY_VERIFIED_EMAIL: 'true' });
  });
  afterAll(() => linking.stop());

  it.each(['sign-in', 'sign-up'] as const)(
    'links at %s where both have verified the address',
    async (way) => {
      const { gateway, google } = linking;
      const person = await signUp(gateway);
      await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, person.email) });
      const claims = { ...newIdentity(), email: person.email };
      const input = { token: await google.signIdToken(claims) };
      if (way === 'sign-in') await gateway.api.call(SignInWithGoogleDocument, { input });
      else await gateway.api.call(SignUpWithGoogleDocument, { input });
      const { signInWithGoogle } = await gateway.api.call(SignInWithGoogleDocument, { input });
      expect(signInWithGoogle).toMatchObject({
        userId: person.userId,
        user: { firstName: 'Ada', googleAuthEnabled: true },
      });
      const notice = await newestMail(gateway, person.email, /^Another way to sign in was added/);
      expect(notice.text).toContain('/not-me?token=');
      const another = { token: await google.signIdToken({ ...claims, sub: `${claims.sub}-2` }) };
      const refusal = await gateway.api.refusal(SignInWithGoogleDocument, { input: another });
      expect(refusal.code).toBe('NOT_REGISTERED');
    },
  );

  it('links nothing to an account whose address was never verified: it may have been made in advance', async () => {
    const { gateway, google } = linking;
    const attacker = await signUp(gateway);
    const input = { token: await google.signIdToken({ ...newIdentity(), email: attacker.email }) };
    expect((await gateway.api.refusal(SignInWithGoogleDocument, { input })).code).toBe('NOT_REGISTERED');
    expect((await gateway.api.refusal(SignUpWithGoogleDocument, { input })).code).toBe('EMAIL_TAKEN');
    const stored = await users(linking).findOne({ emailCanonical: attacker.email });
    expect(stored).toMatchObject({ identities: [] });
    expect(stored?.['emailVerifiedAt']).toBeUndefined();
  });

  it('links nothing where the provider has not verified it', async () => {
    const { gateway, google } = linking;
    const person = await signUp(gateway);
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, person.email) });
    const claims = { ...newIdentity(), email: person.email, email_verified: false };
    const input = { token: await google.signIdToken(claims) };
    expect((await gateway.api.refusal(SignInWithGoogleDocument, { input })).code).toBe('NOT_REGISTERED');
    expect((await gateway.api.refusal(SignUpWithGoogleDocument, { input })).code).toBe('EMAIL_NOT_VERIFIED');
    const stored = await users(linking).findOne({ emailCanonical: person.email });
    expect(stored).toMatchObject({ identities: [] });
  });

  it('links once, of twenty sign-ins at once that all go in', async () => {
    const { gateway, google } = linking;
    const person = await signUp(gateway);
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, person.email) });
    const input = { token: await google.signIdToken({ ...newIdentity(), email: person.email }) };
    await Promise.all(
      Array.from({ length: 20 }, () => gateway.api.call(SignInWithGoogleDocument, { input })),
    );
    const stored = await users(linking).findOne({ emailCanonical: person.email });
    expect(stored?.['identities']).toHaveLength(1);
  });
});
