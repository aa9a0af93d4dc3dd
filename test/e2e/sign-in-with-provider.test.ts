import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'otplib';

import {
  ConfirmTotpDocument,
  Enable2FaDocument,
  MeDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SetupTotpDocument,
  SignInDocument,
  SignInWithAppleDocument,
  SignInWithGoogleDocument,
  SignInWithProviderDocument,
  SignInWithTotpDocument,
} from '../generated/operations.js';
import { cookiesOf } from '../harness/cookies.js';
import {
  type FederatedGateway,
  newIdentity,
  signUpWith,
  startFederatedGateway,
} from '../harness/federated-gateway.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { opened } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';

let at: FederatedGateway;
beforeAll(async () => {
  at = await startFederatedGateway();
});
afterAll(() => at.stop());

const password = 'a first good passphrase';

describe('signInWith…: ok', () => {
  it('opens a session of the account, whatever the address is by now', async () => {
    const { claims, userId, email } = await signUpWith(at, 'google');
    const token = await at.google.signIdToken({ ...claims, email: newIdentity().email, given_name: 'Other' });
    const { signInWithGoogle } = await at.gateway.api.call(SignInWithGoogleDocument, { input: { token } });
    const session = opened(signInWithGoogle);
    expect(session).toMatchObject({ userId, user: { email, firstName: 'Grace' } });
    expect(claimsOf(session.accessToken)['amr']).toEqual(['google']);
    await at.gateway.api.call(MeDocument, undefined, session);
  });

  it('is the same by the name of the provider', async () => {
    const google = await signUpWith(at, 'google');
    const apple = await signUpWith(at, 'apple');
    const work = await signUpWith(at, 'work');
    const people = { google, apple, work };
    for (const [provider, { token, userId }] of Object.entries(people)) {
      const variables = { provider, input: { token } };
      const { signInWithProvider } = await at.gateway.api.call(SignInWithProviderDocument, variables);
      expect(opened(signInWithProvider).userId).toBe(userId);
    }
  });

  it('sets the refresh token as a cookie where that is asked for', async () => {
    const { token } = await signUpWith(at, 'apple');
    const input = { token, transport: 'COOKIE' as const };
    const { data, headers } = await at.gateway.api.send(SignInWithAppleDocument, { input });
    expect(opened(data?.signInWithApple).refreshToken).toBeNull();
    expect(cookiesOf(headers)['refreshToken']?.attributes).toContain('httponly');
  });
});

describe('signInWith…: the second factor', () => {
  it('is asked for where it is on', async () => {
    const person = await signUpWith(at, 'google');
    const { setupTotp } = await at.gateway.api.call(SetupTotpDocument, {}, person);
    const codeAt = (epoch: number) => generate({ secret: setupTotp.secret, epoch });
    const now = Math.floor(at.gateway.clock.now().getTime() / 1_000);
    await at.gateway.api.call(ConfirmTotpDocument, { code: await codeAt(now) }, person);
    await at.gateway.api.call(Enable2FaDocument, undefined, person);
    const { signInWithGoogle } = await at.gateway.api.call(SignInWithGoogleDocument, {
      input: { token: person.token },
    });
    if (signInWithGoogle.__typename !== 'TwoFactorChallenge') throw new Error('There was no question.');
    expect(signInWithGoogle.methods).toEqual(['TOTP', 'RECOVERY_CODE']);
    const input = { challengeToken: signInWithGoogle.challengeToken, code: await codeAt(now + 30) };
    const { signInWithTotp } = await at.gateway.api.call(SignInWithTotpDocument, { input });
    expect(signInWithTotp.userId).toBe(person.userId);
    const amr = claimsOf(signInWithTotp.accessToken)['amr'] as string[];
    expect([...amr].sort()).toEqual(['google', 'mfa', 'otp']);
  });
});

describe('signInWith…: refusals', () => {
  it('is NOT_REGISTERED for an unknown identity, and makes no account', async () => {
    const claims = newIdentity();
    const input = { token: await at.google.signIdToken(claims) };
    expect((await at.gateway.api.refusal(SignInWithGoogleDocument, { input })).code).toBe('NOT_REGISTERED');
    const users = at.gateway.database.collection('users');
    expect(await users.countDocuments({ emailCanonical: claims.email })).toBe(0);
  });

  it('is ACCOUNT_SUSPENDED for a suspended account', async () => {
    const { token, email } = await signUpWith(at, 'google');
    const users = at.gateway.database.collection('users');
    await users.updateOne({ emailCanonical: email }, { $set: { suspendedAt: new Date() } });
    const refusal = await at.gateway.api.refusal(SignInWithGoogleDocument, { input: { token } });
    expect(refusal.code).toBe('ACCOUNT_SUSPENDED');
  });

  it('is NOT_FOUND for a provider that is not configured', async () => {
    const { token } = await signUpWith(at, 'google');
    const variables = { provider: 'github', input: { token } };
    const refusal = await at.gateway.api.refusal(SignInWithProviderDocument, variables);
    expect(refusal.code).toBe('NOT_FOUND');
  });
});

describe('an account without a password', () => {
  it('cannot be entered with one', async () => {
    const { email } = await signUpWith(at, 'google');
    for (const guess of ['', 'undefined', password])
      expect((await at.gateway.api.refusal(SignInDocument, { input: { email, password: guess } })).code).toBe(
        'INVALID_CREDENTIALS',
      );
  });

  it('gets its first by the link of a reset, and then both ways lead in', async () => {
    const { email, token, userId } = await signUpWith(at, 'google');
    await at.gateway.api.call(SendPasswordResetEmailDocument, { email });
    const link = await mailedToken(at.gateway, email, subjects.reset);
    await at.gateway.api.call(ResetPasswordDocument, {
      input: { token: link, password, passwordConfirm: password },
    });
    const { signIn } = await at.gateway.api.call(SignInDocument, { input: { email, password } });
    expect(opened(signIn)).toMatchObject({ userId, user: { googleAuthEnabled: true } });
    const { signInWithGoogle } = await at.gateway.api.call(SignInWithGoogleDocument, { input: { token } });
    expect(opened(signInWithGoogle).userId).toBe(userId);
  });
});
