/** Signing in with a hash that another system made: once with it, and from then on with ours. */
import { createHash, pbkdf2Sync, randomBytes, scryptSync } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';

import { createForeignPasswords } from '../../src/passwords/foreign-passwords.js';
import { ChangePasswordDocument, SignInDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { opened, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { toldApartByTime } from '../harness/timing.js';

const PEPPER = 'a-pepper-of-another-system';
const secrets = { FOREIGN_HASH_SECRETS: `devise:${PEPPER}` };
const foreign = createForeignPasswords([{ id: 'devise', secret: PEPPER }]);
const typed = 'pässwörd-Ω';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(secrets);
});
afterAll(() => gateway.stop());

const django = (iterations: number, password = typed) =>
  `pbkdf2_sha256$${iterations}$salt$${pbkdf2Sync(password, 'salt', iterations, 32, 'sha256').toString('base64')}`;

function betterAuth(password: string): string {
  const salt = randomBytes(16).toString('hex');
  const cost = { N: 16384, r: 16, p: 1, maxmem: 2 ** 26 };
  return `${salt}:${scryptSync(password.normalize('NFKC'), salt, 64, cost).toString('hex')}`;
}

/** Somebody who has a hash of another system, as an import leaves it. */
async function imported(hash: string, format?: string) {
  const person = await signUp(gateway);
  const password = foreign.read(hash, format);
  await users().updateOne({ emailCanonical: person.email }, { $set: { password } });
  return person;
}

const users = () => gateway.database.collection('users');
const stored = async (email: string) =>
  (await users().findOne({ emailCanonical: email }))?.['password'] as { scheme: string; work?: string };
const signIn = (email: string, password: string, on = gateway) =>
  on.api.send(SignInDocument, { input: { email, password } });
const codeOf = async (email: string, password: string, on = gateway) =>
  (await signIn(email, password, on)).errors[0]?.extensions.code;

describe('signIn with an imported hash: ok', () => {
  it.each([
    ['bcrypt of a lower and of a higher cost', () => bcrypt.hashSync(typed, 4), undefined],
    ['bcrypt with a pepper', () => bcrypt.hashSync(typed + PEPPER, 6), 'devise'],
    [
      'bcrypt of a digest',
      () => bcrypt.hashSync(createHash('sha256').update(typed).digest('hex'), 6),
      'meteor',
    ],
    ['PBKDF2', () => django(1000), undefined],
    ['scrypt', () => betterAuth(typed), undefined],
  ] as const)('takes %s, and makes it ours', async (_, hash, format) => {
    const { email } = await imported(hash(), format);
    expect(await codeOf(email, `${typed}x`)).toBe('INVALID_CREDENTIALS');
    expect((await stored(email)).work).toBeDefined();
    expect(opened((await signIn(email, typed)).data?.signIn).accessToken).toBeTruthy();
    expect(await stored(email)).toMatchObject({ scheme: 'bcrypt-hmac-sha384' });
    expect(await stored(email)).not.toHaveProperty('work');
    expect((await signIn(email, typed)).data).toBeTruthy();
    expect(await codeOf(email, `${typed}x`)).toBe('INVALID_CREDENTIALS');
  });

  it('leaves the hash of a password that was set meanwhile', async () => {
    const { email } = await imported(django(200_000));
    const underWay = signIn(email, typed);
    const other = { scheme: 'bcrypt', cost: 4, hash: bcrypt.hashSync('set meanwhile', 4) };
    await users().updateOne({ emailCanonical: email }, { $set: { password: other } });
    await underWay;
    expect(await codeOf(email, typed)).toBe('INVALID_CREDENTIALS');
    expect((await signIn(email, 'set meanwhile')).data).toBeTruthy();
  });

  it('counts for step-up too: the imported password changes itself', async () => {
    const { email, accessToken } = await imported(django(1000));
    const input = {
      currentPassword: typed,
      password: 'a much better one 9',
      passwordConfirm: 'a much better one 9',
    };
    const { errors } = await gateway.api.send(ChangePasswordDocument, { input }, { accessToken });
    expect(errors).toEqual([]);
    expect((await signIn(email, 'a much better one 9')).data).toBeTruthy();
  });
});

describe('signIn with an imported hash: other refusals', () => {
  it('feeds no work with more than 4 KB, which others never took', async () => {
    const long = 'x'.repeat(5000);
    const { email } = await imported(django(1000, long));
    expect(await codeOf(email, long)).toBe('INVALID_CREDENTIALS');
  });

  it('cannot go on where the secret is not set any more, or is another', async () => {
    const { email } = await imported(bcrypt.hashSync(typed + PEPPER, 4), 'devise');
    for (const more of [{ FOREIGN_HASH_SECRETS: 'devise:another' }, {}]) {
      const other = await startTestGateway({ ...replicaOf(gateway), FOREIGN_HASH_SECRETS: '', ...more });
      try {
        expect(await codeOf(email, typed, other)).toBe('INTERNAL_SERVER_ERROR');
        expect(other.logLines.join('')).toContain('FOREIGN_HASH_SECRETS is not the one of the import');
      } finally {
        await other.stop();
      }
    }
  });

  it('does not start with a secret that is of nothing', async () => {
    await expect(startTestGateway({ FOREIGN_HASH_SECRETS: 'bcrypt:x' })).rejects.toThrow(
      'FOREIGN_HASH_SECRETS names bcrypt; those that take a secret are firebase, devise, flask-security, argon2-secret',
    );
  });
});

describe('the time of a sign-in', () => {
  it('does not tell imported, native and unknown accounts apart', async () => {
    const limits = { SIGN_IN_LIMIT: '1000', SOURCE_LIMIT: '10000', ACCOUNT_LIMIT: '10000' };
    const [dear, cheap, native] = [
      await imported(django(60_000)),
      await imported(django(1000)),
      await signUp(gateway),
    ];
    const plain = await imported(bcrypt.hashSync(typed, 7));
    // Started after the import, as any is that has been told.
    const told = await startTestGateway({ ...replicaOf(gateway), ...secrets, ...limits });
    try {
      const wrong = (email: string) => () => signIn(email, 'a wrong password', told);
      const kinds = {
        dear: wrong(dear.email),
        cheap: wrong(cheap.email),
        plain: wrong(plain.email),
        native: wrong(native.email),
        unknown: wrong(`nobody-${native.email}`),
      };
      // Its own work alone, each would be a multiple of another: 1 ms, 10 and 30.
      expect(await toldApartByTime(kinds, { rounds: 20, gap: 0.3, guess: 0.8 })).toEqual([]);
    } finally {
      await told.stop();
    }
  });
});
