import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  AuthConfigDocument,
  CreateUserDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SendVerificationEmailDocument,
  SignInDocument,
  SignUpDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, outboxSettled, subjects } from '../harness/mailbox.js';
import { makeAdmin, newPerson, opened, password } from '../harness/people.js';

const codeOfSignIn = async ({ api }: TestGateway, email: string, chosen = password) =>
  (await api.send(SignInDocument, { input: { email, password: chosen } })).errors[0]?.extensions.code;

async function verifiedAdmin(gateway: TestGateway, email: string) {
  await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, email) });
  const { signIn } = await gateway.api.call(SignInDocument, { input: { email, password } });
  const session = opened(signIn);
  await makeAdmin(gateway, { email, ...session });
  return session;
}

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

  it('sends a link where none works, and says so only then', async () => {
    const input = newPerson();
    await gateway.api.call(SignUpDocument, { input });
    await outboxSettled(gateway);
    const refused = () => gateway.api.send(SignInDocument, { input: { email: input.email, password } });
    await refused();
    // The link of the sign-up works still.
    expect(await mailsTo(gateway, input.email)).toHaveLength(1);
    gateway.clock.advance(25 * 3_600_000);
    const { errors } = await refused();
    expect(errors[0]?.message).toContain('we have sent you a link');
    await refused();
    expect(await mailsTo(gateway, input.email)).toHaveLength(2);
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, input.email) });
    expect(await codeOfSignIn(gateway, input.email)).toBeUndefined();
  });

  it('sends one to who was given an account with a password', async () => {
    const admin = newPerson();
    await gateway.api.call(SignUpDocument, { input: admin });
    const made = await verifiedAdmin(gateway, admin.email);
    const { email } = newPerson();
    await gateway.api.call(CreateUserDocument, { input: { email, password } }, made);
    expect(await mailsTo(gateway, email)).toEqual([]);
    expect(await codeOfSignIn(gateway, email)).toBe('EMAIL_NOT_VERIFIED');
    await gateway.api.call(VerifyEmailDocument, { token: await mailedToken(gateway, email) });
    expect(await codeOfSignIn(gateway, email)).toBeUndefined();
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
