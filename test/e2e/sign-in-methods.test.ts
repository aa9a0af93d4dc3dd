/** SIGN_IN_METHODS and REQUIRE_SECOND_FACTOR: what is off is refused everywhere, and the last way in stays. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import * as operations from '../generated/operations.js';
import {
  AuthConfigDocument,
  ChangePasswordDocument,
  MeDocument,
  ReauthenticateDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  SignInWithTotpDocument,
  SignUpDocument,
  UnlinkProviderDocument,
  UsersDocument,
} from '../generated/operations.js';
import { freshCode, personWith2fa, personWithTotp } from '../harness/authenticator.js';
import { mailedMethods, signInByMail } from '../harness/email-sign-in.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailsTo } from '../harness/mailbox.js';
import { newPerson, opened, password, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

const configOf = async ({ api }: TestGateway) => (await api.call(AuthConfigDocument)).authConfig;

it.each([
  [{ TOTP_ALONE: 'true' }, ['PASSWORD', 'PASSKEY', 'PROVIDERS', 'TOTP']],
  [{ TOTP_ALONE: 'true', FEATURES_DISABLED: 'federation,second-factor' }, ['PASSWORD', 'PASSKEY']],
])(
  'authConfig names the ways in that there are: %j',
  async (settings: Record<string, string>, signInMethods) => {
    const plain = await startTestGateway(settings);
    try {
      const told = { signInMethods, emailSignInSignsUp: false, requireSecondFactor: [] };
      expect(await configOf(plain)).toMatchObject(told);
    } finally {
      await plain.stop();
    }
  },
);

describe('without passwords and providers', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      SIGN_IN_METHODS: 'email-link,email-code',
      EMAIL_SIGN_IN_SIGNS_UP: 'true',
      GOOGLE_CLIENT_ID: 'client',
      ADMIN_EMAIL: 'admin@example.com',
      APP_URL: 'https://app.example.com/',
    });
  });
  afterAll(() => gateway.stop());

  async function entered() {
    const { email } = newPerson();
    const { accessToken } = opened((await signInByMail(gateway, email)).data?.completeEmailSignIn);
    return { email, accessToken };
  }

  it('tells frontends so, and offers no provider', async () => {
    expect(await configOf(gateway)).toMatchObject({
      signInMethods: ['EMAIL_LINK', 'EMAIL_CODE'],
      emailSignInSignsUp: true,
      providers: [],
    });
  });

  it('refuses every operation of theirs, signed in or not', async () => {
    const person = await entered();
    const input = newPerson();
    const reset = { token: 'x', password, passwordConfirm: password };
    const change = { currentPassword: password, password, passwordConfirm: password };
    const proof = { code: 'x', codeVerifier: 'y' };
    const refused = [
      gateway.api.refusal(SignUpDocument, { input }),
      gateway.api.refusal(SignInDocument, { input: { email: input.email, password } }),
      gateway.api.refusal(SendPasswordResetEmailDocument, { email: input.email }),
      gateway.api.refusal(ResetPasswordDocument, { input: reset }),
      gateway.api.refusal(ChangePasswordDocument, { input: change }, person),
      gateway.api.refusal(ReauthenticateDocument, { password }, person),
      gateway.api.refusal(operations.SignInWithGoogleDocument, { input: { token: 'x' } }),
      gateway.api.refusal(operations.SignUpWithGoogleDocument, { input: { token: 'x' } }),
      gateway.api.refusal(operations.CompleteSignInDocument, proof),
      gateway.api.refusal(operations.LinkProviderDocument, { provider: 'google', token: 'x' }, person),
    ];
    for (const refusal of await Promise.all(refused))
      expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'signInMethod' });
  });

  it('has none of their pages, and none in OpenAPI', async () => {
    const paths = ['/reset-password', '/reset-password?token=x', '/federation/google/start'];
    for (const path of paths) expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
    const form = { method: 'POST', body: new URLSearchParams({ email: 'ada@example.com' }) };
    expect((await fetch(`${gateway.url}/reset-password/request`, form)).status).toBe(404);
    expect((await fetch(`${gateway.url}/verify-email`)).status).toBe(200);
    const undo = await fetch(`${gateway.url}/not-me?token=x`);
    expect([undo.status, await undo.text()]).toEqual([200, expect.not.stringContaining('<form')]);
    const { paths: told } = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['/sign-in-link', '/not-me']));
    expect(Object.keys(told).filter((path) => /password|federation/.test(path))).toEqual([]);
  });

  it('invites people to sign in, not to choose a password; by mail they take the account up', async () => {
    const [mail] = await mailsTo(gateway, 'admin@example.com');
    expect(mail?.subject).toMatch(/^You have been invited/);
    expect(mail?.text).toContain('https://app.example.com');
    expect(mail?.text).not.toContain('token=');
    const { data } = await signInByMail(gateway, 'admin@example.com');
    const { accessToken } = opened(data?.completeEmailSignIn);
    const { me } = await gateway.api.call(MeDocument, undefined, { accessToken });
    expect(me?.roles).toContain('ADMIN');
  });
});

describe('the last way in', () => {
  const identity = { provider: 'google', issuer: 'https://accounts.google.com', linkedAt: new Date() };
  const unlinkOn = async (methods: string, stored: object, unset: object = { password: '' }) => {
    const gateway = await startTestGateway({ SIGN_IN_METHODS: methods, GOOGLE_CLIENT_ID: 'client' });
    try {
      const person = await signUp(gateway);
      await gateway.database.collection('users').updateOne(
        { emailCanonical: person.email },
        {
          $set: { identities: [{ ...identity, subject: person.userId }], ...stored },
          $unset: unset,
        },
      );
      const { errors } = await gateway.api.send(UnlinkProviderDocument, { provider: 'google' }, person);
      return errors[0]?.extensions.code;
    } finally {
      await gateway.stop();
    }
  };

  it.each([
    ['kept: nothing else opens the account', 'password,passkey,providers', {}, 'FORBIDDEN'],
    ['taken: the mailbox opens it', 'password,email-code,providers', {}, undefined],
    [
      'taken: a passkey opens it',
      'password,passkey,providers',
      { passkeys: [{ credentialId: 'x' }] },
      undefined,
    ],
    [
      'kept: that passkey opens nothing here',
      'password,providers',
      { passkeys: [{ credentialId: 'y' }] },
      'FORBIDDEN',
    ],
  ])('is %s', async (_, methods, stored, code) => {
    expect(await unlinkOn(methods, stored)).toBe(code);
  });
});

describe('REQUIRE_SECOND_FACTOR', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ ...mailedMethods, REQUIRE_SECOND_FACTOR: 'ADMIN' });
  });
  afterAll(() => gateway.stop());
  const usersFor = (accessToken: string) => gateway.api.send(UsersDocument, {}, { accessToken });
  const appoint = (email: string) =>
    gateway.database
      .collection('users')
      .updateOne({ emailCanonical: email }, { $set: { roles: ['USER', 'ADMIN'] }, $inc: { version: 1 } });

  it('withholds the role where one factor was used: in the token, at the gateway, in the answer', async () => {
    const person = await signUp(gateway);
    await appoint(person.email);
    const input = { email: person.email, password: person.password };
    const one = opened((await gateway.api.call(SignInDocument, { input })).signIn);
    expect(claimsOf(one.accessToken)).toMatchObject({ roles: ['USER'] });
    expect(one.user.roles).toEqual(['USER']);
    expect((await gateway.api.call(MeDocument, undefined, one)).me?.roles).toEqual(['USER']);
    const { errors } = await usersFor(one.accessToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'secondFactor' });
    expect((await configOf(gateway)).requireSecondFactor).toEqual(['ADMIN']);
  });

  it('grants it with two, also after a refresh, and takes nothing from anybody else', async () => {
    const person = await personWith2fa(gateway);
    await appoint(person.email);
    const asked = (await signInByMail(gateway, person.email)).data?.completeEmailSignIn;
    if (asked?.__typename !== 'TwoFactorChallenge') throw new Error('No second factor was asked for.');
    const input = { challengeToken: asked.challengeToken, code: freshCode(gateway, person) };
    const both = (await gateway.api.call(SignInWithTotpDocument, { input })).signInWithTotp;
    expect(claimsOf(both.accessToken)).toMatchObject({ roles: ['USER', 'ADMIN'] });
    expect((await usersFor(both.accessToken)).errors).toEqual([]);
    const refreshToken = both.refreshToken ?? '';
    const { refresh } = await gateway.api.call(operations.RefreshDocument, { refreshToken });
    expect(claimsOf(refresh.accessToken)).toMatchObject({ roles: ['USER', 'ADMIN'] });
    const plain = await signUp(gateway);
    const { errors } = await usersFor(plain.accessToken);
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'role' });
  });
  it('grants it in the session that is open once a code is the second factor beside the mailbox', async () => {
    const person = await personWithTotp(gateway);
    await appoint(person.email);
    const one = opened((await signInByMail(gateway, person.email)).data?.completeEmailSignIn);
    expect(one.user.roles).toEqual(['USER']);
    const code = freshCode(gateway, person);
    const { reauthenticate } = await gateway.api.call(ReauthenticateDocument, { code }, one);
    expect(claimsOf(reauthenticate.accessToken)).toMatchObject({
      amr: ['email', 'otp', 'mfa'],
      roles: ['USER', 'ADMIN'],
    });
    expect((await usersFor(reauthenticate.accessToken)).errors).toEqual([]);
  });
});
