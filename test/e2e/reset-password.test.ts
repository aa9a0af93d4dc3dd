import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, newestMail, subjects } from '../harness/mailbox.js';
import { type SignedUp, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const password = 'another good passphrase';
const input = (token: string, chosen = password) => ({ token, password: chosen, passwordConfirm: chosen });

async function resetToken(person: SignedUp, at = gateway): Promise<string> {
  await at.api.call(SendPasswordResetEmailDocument, { email: person.email });
  return mailedToken(at, person.email, subjects.reset);
}

const storedUser = ({ email }: SignedUp) =>
  gateway.database.collection('users').findOne({ emailCanonical: email });

describe('resetPassword: ok', () => {
  it('says so to the owner', async () => {
    const person = await signUp(gateway);
    await gateway.api.call(ResetPasswordDocument, { input: input(await resetToken(person)) });
    const { text } = await newestMail(gateway, person.email, subjects.passwordReset);
    expect(text).toContain('127.0.0.1');
    expect(text).toContain('/reset-password');
    expect(text).not.toContain('token=');
  });

  it('proves the address, and of an unproved one drops what somebody else may have prepared', async () => {
    const person = await signUp(gateway);
    await gateway.database.collection('users').updateOne(
      { emailCanonical: person.email },
      {
        $set: {
          factors: [{ type: 'TOTP', confirmedAt: new Date() }],
          identities: [{ issuer: 'https://op.example', subject: 'x', linkedAt: new Date() }],
          enable2FA: true,
        },
      },
    );
    await gateway.api.call(ResetPasswordDocument, { input: input(await resetToken(person)) });
    const user = await storedUser(person);
    expect(user).toMatchObject({ factors: [], identities: [], enable2FA: false });
    expect(user?.['emailVerifiedAt']).toBeInstanceOf(Date);
  });

  it('leaves the second factor of a proved address alone', async () => {
    const person = await signUp(gateway);
    const { verifyEmail } = await gateway.api.call(VerifyEmailDocument, {
      token: await mailedToken(gateway, person.email),
    });
    const factors = [{ type: 'TOTP', confirmedAt: new Date() }];
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: person.email }, { $set: { factors, enable2FA: true } });
    await gateway.api.call(ResetPasswordDocument, { input: input(await resetToken(person)) });
    const user = await storedUser(person);
    expect(user).toMatchObject({ factors, enable2FA: true });
    expect((user?.['emailVerifiedAt'] as Date).toISOString()).toBe(verifyEmail.emailVerifiedAt);
  });
});

describe('resetPassword: BAD_USER_INPUT', () => {
  it.each([
    [
      'passwords that differ, on the second',
      { password, passwordConfirm: `${password}x` },
      ['passwordConfirm'],
    ],
    ['a short one', { password: 'x7k', passwordConfirm: 'x7k' }, ['password']],
    ['both at once', { password: 'x7k', passwordConfirm: 'y' }, ['password', 'passwordConfirm']],
    ['a common one', { password: 'password123', passwordConfirm: 'password123' }, ['password']],
  ])('names %s, and leaves the link alone', async (_, passwords, expected) => {
    const person = await signUp(gateway);
    const token = await resetToken(person);
    const refusal = await gateway.api.refusal(ResetPasswordDocument, { input: { token, ...passwords } });
    expect(refusal.code).toBe('BAD_USER_INPUT');
    expect(refusal.fields?.map(({ path }) => path)).toEqual(expected);
    await gateway.api.call(ResetPasswordDocument, { input: input(token) });
  });
});

describe('sendPasswordResetEmail', () => {
  it('is BAD_USER_INPUT for what is no address', async () => {
    const refusal = await gateway.api.refusal(SendPasswordResetEmailDocument, { email: 'ada@' });
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'email', rule: 'email' }] });
  });
});
