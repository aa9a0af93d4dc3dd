import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import {
  MeDocument,
  RefreshDocument,
  ResetPasswordDocument,
  SendPasswordResetEmailDocument,
  SignInDocument,
  VerifyEmailDocument,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { mailedToken, mailsTo, newestMail, subjects, tokenIn } from '../harness/mailbox.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const password = 'another good passphrase';
const input = (token: string, chosen = password) => ({ token, password: chosen, passwordConfirm: chosen });
const codeOf = async (token: string) =>
  (await gateway.api.refusal(ResetPasswordDocument, { input: input(token) })).code;

async function resetToken(person: SignedUp, at = gateway): Promise<string> {
  await at.api.call(SendPasswordResetEmailDocument, { email: person.email });
  return mailedToken(at, person.email, subjects.reset);
}

const storedUser = ({ email }: SignedUp) =>
  gateway.database.collection('users').findOne({ emailCanonical: email });

describe('resetPassword: ok', () => {
  it('sets the password, ends every session and signs nobody in', async () => {
    const person = await signUp(gateway);
    const { signIn } = await gateway.api.call(SignInDocument, {
      input: { email: person.email, password: person.password },
    });
    const { resetPassword } = await gateway.api.call(ResetPasswordDocument, {
      input: input(await resetToken(person)),
    });
    expect(Object.keys(resetPassword)).toEqual(['message']);
    for (const { accessToken, refreshToken = null } of [person, opened(signIn)]) {
      expect((await gateway.api.refusal(MeDocument, undefined, { accessToken })).code).toBe('TOKEN_INVALID');
      expect((await gateway.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
    }
    const old = { email: person.email, password: person.password };
    expect((await gateway.api.refusal(SignInDocument, { input: old })).code).toBe('INVALID_CREDENTIALS');
    await gateway.api.call(SignInDocument, { input: { email: person.email, password } });
  });

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

  it('refuses a password like the address', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person);
    const refusal = await gateway.api.refusal(ResetPasswordDocument, { input: input(token, person.email) });
    expect(refusal.fields).toMatchObject([{ path: 'password', rule: 'resembles-owner' }]);
  });
});

describe('resetPassword: LINK_INVALID', () => {
  it('takes a link once, and for a quarter of an hour', async () => {
    const person = await signUp(gateway);
    const token = await resetToken(person);
    await gateway.api.call(ResetPasswordDocument, { input: input(token) });
    expect(await codeOf(token)).toBe('LINK_INVALID');
    const late = await startTestGateway();
    try {
      const other = await signUp(late);
      const expiring = await resetToken(other, late);
      late.clock.advance(15 * 60_000 + 1);
      const refusal = await late.api.refusal(ResetPasswordDocument, { input: input(expiring) });
      expect(refusal.code).toBe('LINK_INVALID');
    } finally {
      await late.stop();
    }
  });

  it('takes only the newest, and none for verification', async () => {
    const person = await signUp(gateway);
    const older = await resetToken(person);
    const newer = await resetToken(person);
    expect(newer).not.toBe(older);
    expect(await codeOf(older)).toBe('LINK_INVALID');
    expect(await codeOf(await mailedToken(gateway, person.email))).toBe('LINK_INVALID');
    expect(await codeOf('A'.repeat(50_000))).toBe('LINK_INVALID');
    expect(await codeOf('')).toBe('LINK_INVALID');
    await gateway.api.call(ResetPasswordDocument, { input: input(newer) });
  });

  it('lets one of twenty at once win, on two replicas', async () => {
    const other = await startTestGateway(replicaOf(gateway));
    try {
      const person = await signUp(gateway);
      const token = await resetToken(person);
      const passwords = Array.from({ length: 20 }, (_, turn) => `a good passphrase ${turn}`);
      const answers = await Promise.all(
        passwords.map((chosen, turn) =>
          (turn % 2 === 0 ? gateway : other).api.send(ResetPasswordDocument, { input: input(token, chosen) }),
        ),
      );
      const winners = answers.flatMap(({ data }, turn) => (data ? [turn] : []));
      expect(winners).toHaveLength(1);
      const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
      expect(new Set(codes)).toEqual(new Set(['LINK_INVALID']));
      const chosen = passwords[winners[0] ?? -1] ?? '';
      await gateway.api.call(SignInDocument, { input: { email: person.email, password: chosen } });
    } finally {
      await other.stop();
    }
  });
});

describe('sendPasswordResetEmail', () => {
  it('answers alike for known, unknown and many times asked, and mails only whom there is', async () => {
    const person = await signUp(gateway);
    const unknown = `nobody-${person.email}`;
    const messages = new Set<string>();
    for (let turn = 0; turn < 7; turn++) {
      for (const email of [person.email, ` ${person.email.toUpperCase()} `, unknown]) {
        const { sendPasswordResetEmail } = await gateway.api.call(SendPasswordResetEmailDocument, { email });
        messages.add(sendPasswordResetEmail.message);
      }
    }
    expect(messages.size).toBe(1);
    expect(await mailsTo(gateway, unknown)).toEqual([]);
    // The five of MAIL_LIMIT, sign-up's own included, however the address is spelt.
    expect(await mailsTo(gateway, person.email)).toHaveLength(5);
  });

  it('keeps the last link valid past the limit', async () => {
    const person = await signUp(gateway);
    for (let turn = 0; turn < 8; turn++)
      await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email });
    const { 0: newest } = (await mailsTo(gateway, person.email)).filter(({ subject }) =>
      subjects.reset.test(subject),
    );
    await gateway.api.call(ResetPasswordDocument, { input: input(tokenIn(newest ?? { text: '' })) });
    // The notice is not held back.
    await newestMail(gateway, person.email, subjects.passwordReset);
  });

  it('writes the same order for a known and an unknown address', async () => {
    const person = await signUp(gateway);
    const outbox = gateway.database.collection('outbox');
    await mailsTo(gateway, person.email);
    const before = await outbox.countDocuments();
    for (const email of [person.email, 'nobody@example.com'])
      await gateway.api.call(SendPasswordResetEmailDocument, { email });
    expect(await outbox.countDocuments()).toBe(before + 2);
  });

  it('is BAD_USER_INPUT for what is no address', async () => {
    const refusal = await gateway.api.refusal(SendPasswordResetEmailDocument, { email: 'ada@' });
    expect(refusal).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: 'email', rule: 'email' }] });
  });
});
