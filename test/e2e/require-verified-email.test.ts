import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, outboxSettled, subjects } from '../harness/mailbox.js';
import { newPerson, password } from '../harness/people.js';

const codeOfSignIn = async ({ api }: TestGateway, email: string, chosen = password) =>
  (await api.send(SignInDocument, { input: { email, password: chosen } })).errors[0]?.extensions.code;

describe('REQUIRE_VERIFIED_EMAIL', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ REQUIRE_VERIFIED_EMAIL: 'true' });
  });
  afterAll(() => gateway.stop());

  it('gives no session before the address is verified', async () => {
    const input = newPerson();
    const { signUp } = await gateway.api.call(SignUpDocument, { input });
    expect(signUp).toMatchObject({ auth: null, userId: signUp.user?.id });
    expect(await codeOfSignIn(gateway, input.email)).toBe('EMAIL_NOT_VERIFIED');
    expect(await codeOfSignIn(gateway, input.email, 'wrong')).toBe('INVALID_CREDENTIALS');
    await gateway.api.call(SendVerificationEmailDocument, { email: input.email });
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, input.email) });
    expect(await codeOfSignIn(gateway, input.email)).toBeUndefined();
  });

  it('opens by a used reset link as well, which proves the address', async () => {
    const input = newPerson();
    await gateway.api.call(SignUpDocument, { input });
    await gateway.api.call(SendPasswordResetEmailDocument, { email: input.email });
    const token = await mailedToken(gateway, input.email, subjects.reset);
    const chosen = 'another good passphrase';
    const reset = { token, password: chosen, passwordConfirm: chosen };
    await gateway.api.call(ResetPasswordDocument, { input: reset });
    expect(await codeOfSignIn(gateway, input.email, chosen)).toBeUndefined();
  });

  it('is told to frontends', async () => {
    const { authConfig } = await gateway.api.call(AuthConfigDocument);
    expect(authConfig.requireVerifiedEmail).toBe(true);
  });
});

describe('UNIFORM_SIGN_UP', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({ UNIFORM_SIGN_UP: 'true', RATE_LIMIT: 'false' });
  });
  afterAll(() => gateway.stop());

  const answerTo = async (profile: object) => {
    const { signUp } = await gateway.api.call(SignUpDocument, { input: { ...newPerson(), ...profile } });
    return signUp;
  };

  it('makes one account of twenty at once, which the first password opens', async () => {
    const { email } = newPerson();
    const passwords = Array.from({ length: 20 }, (_, turn) => `a good passphrase ${turn}`);
    await Promise.all(passwords.map((chosen) => answerTo({ email, password: chosen })));
    await outboxSettled(gateway);
    expect(await gateway.database.collection('users').countDocuments({ emailCanonical: email })).toBe(1);
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, email) });
    const opened = await Promise.all(passwords.map((chosen) => codeOfSignIn(gateway, email, chosen)));
    expect(opened.filter((code) => code === undefined)).toHaveLength(1);
    expect(new Set(opened)).toEqual(new Set([undefined, 'INVALID_CREDENTIALS']));
  });

  it('still tells what is wrong with the input itself', async () => {
    const refusal = await gateway.api.refusal(SignUpDocument, { input: { ...newPerson(), password: 'x' } });
    expect(refusal.code).toBe('BAD_USER_INPUT');
  });

  it('switches the availability queries off, and says what it implies', async () => {
    const refusal = await gateway.api.refusal('{ isEmailAvailable(email: "ada@example.com") }');
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', requires: 'availability' });
    const { authConfig } = await gateway.api.call(AuthConfigDocument);
    expect(authConfig).toMatchObject({ requireVerifiedEmail: true, availabilityQueries: false });
  });
});
