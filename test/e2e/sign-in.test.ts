import { createHmac } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';

import { SignInDocument, type SignInInput } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { newPerson, opened, signUp } from '../harness/people.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

const signIn = (input: SignInInput, on = gateway) => on.api.send(SignInDocument, { input });
const codeOf = async (input: SignInInput, on = gateway) =>
  (await signIn(input, on)).errors[0]?.extensions.code;
const storedHash = async (email: string, on = gateway) =>
  (await on.database.collection('users').findOne({ emailCanonical: email }))?.['password'] as {
    hash: string;
    cost: number;
  };

describe('signIn: ok', () => {
  it('takes the address in any case, with blanks, and the username in any case', async () => {
    const person = await signUp(gateway, { username: 'Ada.L' });
    const by = (input: object) => signIn({ password: person.password, ...input });
    for (const answer of [
      await by({ email: ` ${person.email.toUpperCase()} ` }),
      await by({ username: 'ADA.l' }),
    ]) {
      expect(answer.data?.signIn).toMatchObject({ __typename: 'AuthPayload', userId: person.userId });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('gives a session of its own each time', async () => {
    const person = await signUp(gateway);
    const answer = await signIn({ email: person.email, password: person.password });
    expect(opened(answer.data?.signIn).refreshToken?.split('.')[0]).not.toBe(
      person.refreshToken.split('.')[0],
    );
  });
});

describe('signIn: other refusals', () => {
  it('wants exactly one of email and username', async () => {
    const { password, email } = await signUp(gateway);
    expect(await codeOf({ password })).toBe('BAD_USER_INPUT');
    expect(await codeOf({ password, email, username: 'ada' })).toBe('BAD_USER_INPUT');
  });

  it('refuses operators where text belongs', async () => {
    const { email } = await signUp(gateway);
    const inputs = [
      { email, password: { $ne: null } },
      { email: { $gt: '' }, password: 'x' },
      { email: [email], password: 'x' },
    ];
    for (const input of inputs) expect(await codeOf(input as unknown as SignInInput)).toBe('BAD_USER_INPUT');
  });

  it('tells a suspended account only to whoever has its password', async () => {
    const { email, password } = await signUp(gateway);
    await gateway.database
      .collection('users')
      .updateOne({ emailCanonical: email }, { $set: { suspendedAt: new Date() } });
    expect(await codeOf({ email, password })).toBe('ACCOUNT_SUSPENDED');
    expect(await codeOf({ email, password: 'a wrong one' })).toBe('INVALID_CREDENTIALS');
  });

  it('says UNAVAILABLE, with Retry-After, when too many hashes wait', async () => {
    const small = await startTestGateway({ HASH_CONCURRENCY: '1', HASH_QUEUE: '1', BCRYPT_COST: '13' });
    try {
      // All of them come while the first is hashed; on a busy machine perhaps not at the first try.
      const busy = await until('six of eight find one at work and one waiting', async () => {
        const attempts = Array.from({ length: 8 }, () =>
          signIn({ email: newPerson().email, password: 'wrong' }, small),
        );
        const answers = await Promise.all(attempts);
        const refused = answers.filter(({ errors }) => errors[0]?.extensions.code === 'UNAVAILABLE');
        expect(refused.length).toBeLessThanOrEqual(6);
        return refused.length === 6 ? refused : undefined;
      });
      expect(busy[0]?.headers.get('retry-after')).toBe('2');
      expect(busy[0]?.errors[0]?.extensions.retryAfter).toBe(2);
    } finally {
      await small.stop();
    }
  });
});

describe('signIn: hashes that are out of date', () => {
  it('takes plain hashes of an older system, and makes them ours', async () => {
    const { email } = await signUp(gateway);
    const password = { scheme: 'bcrypt', cost: 10, hash: bcrypt.hashSync('from the old system', 10) };
    await gateway.database.collection('users').updateOne({ emailCanonical: email }, { $set: { password } });
    expect((await signIn({ email, password: 'from the old system' })).data).toBeTruthy();
    expect(await storedHash(email)).toMatchObject({ scheme: 'bcrypt-hmac-sha384' });
    expect((await signIn({ email, password: 'from the old system' })).data).toBeTruthy();
  });

  it('never takes a digest that was leaked elsewhere for the password it is of', async () => {
    const { email } = await signUp(gateway, { password: 'a password used twice' });
    const plainDigest = createHmac('sha384', '').update('a password used twice').digest('base64');
    expect(await codeOf({ email, password: plainDigest })).toBe('INVALID_CREDENTIALS');
  });

  it('moves hashes under a new pepper, and verifies those of the old one', async () => {
    const [older, newer] = ['an-older-pepper-of-32-bytes-or-more', 'a-newer-pepper-of-32-bytes-or-more.'];
    const first = await startTestGateway({ PASSWORD_PEPPER: older });
    const { email, password } = await signUp(first);
    const second = await startTestGateway({
      PASSWORD_PEPPER: `${newer},${older}`,
      MONGODB_URI: first.databaseUri,
    });
    try {
      const { pepperId } = (await storedHash(email, first)) as unknown as { pepperId: string };
      expect((await signIn({ email, password }, second)).data).toBeTruthy();
      const renewed = (await storedHash(email, first)) as unknown as { pepperId: string };
      expect(renewed.pepperId).not.toBe(pepperId);
      expect((await signIn({ email, password }, second)).data).toBeTruthy();
    } finally {
      await second.stop();
      await first.stop();
    }
  });
});
