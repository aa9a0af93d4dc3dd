/** PASSWORD_HASH: two kinds of hashes beside each other, each renewed into the other, and no account told from another by its time. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { bareHashes } from '../../src/passwords/own-hashes.js';
import { ChangePasswordDocument, SignInDocument } from '../generated/operations.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { runCommand } from '../harness/command-line.js';
import { createGatewayProcesses } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { textLike } from '../harness/matchers.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { toldApartByTime } from '../harness/timing.js';

const limits = { SIGN_IN_LIMIT: '1000', SOURCE_LIMIT: '10000', ACCOUNT_LIMIT: '10000' };
const argon2id = { PASSWORD_HASH: 'argon2id' };
/** Where @node-rs packages look for their build instead of beside themselves. */
const withoutBuild = { NAPI_RS_NATIVE_LIBRARY_PATH: '/there/is/none.node' };
const oldPepper = 'a-pepper-of-the-first-years-long-enough';
const newPepper = 'a-pepper-of-the-later-years-long-enough';

const processes = createGatewayProcesses();
let bcrypt: TestGateway;
let argon2: TestGateway;
let folder: string;
beforeAll(async () => {
  bcrypt = await startTestGateway({ BCRYPT_COST: '10', ...limits });
  argon2 = await startTestGateway({ ...replicaOf(bcrypt), ...argon2id, ...limits });
  folder = await mkdtemp(join(tmpdir(), 'portcullis-hash-'));
});
afterAll(async () => {
  await processes.endAll();
  await argon2.stop();
  await bcrypt.stop();
  await rm(folder, { recursive: true });
});

const stored = async ({ email }: SignedUp) =>
  (await bcrypt.database.collection('users').findOne({ emailCanonical: email }))?.['password'] as object;
const signIn = (email: string, password: string, on: TestGateway) =>
  on.api.send(SignInDocument, { input: { email, password } });
const isIn = async ({ email, password }: SignedUp, on: TestGateway) =>
  (await signIn(email, password, on)).data?.signIn.__typename === 'AuthPayload';

const ofArgon2 = {
  ...{ scheme: 'argon2id-hmac-sha384', work: 'argon2id:19456:1', cost: 2 },
  hash: textLike(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/),
};
const ofBcrypt = { scheme: 'bcrypt-hmac-sha384', cost: 10, hash: textLike(/^\$2b\$10\$/) };

describe('PASSWORD_HASH: ok', () => {
  it('hashes with Argon2id, each time with another salt', async () => {
    const [first, second] = [await signUp(argon2), await signUp(argon2)];
    expect(await stored(first)).toEqual(ofArgon2);
    expect(await stored(second)).not.toEqual(await stored(first));
    expect(await isIn(first, argon2)).toBe(true);
    expect(await isIn({ ...first, password: `${first.password}!` }, argon2)).toBe(false);
  });

  it('renews the other kind at sign-in, to and fro, and takes the password all along', async () => {
    const person = await signUp(bcrypt);
    expect(await stored(person)).toEqual(ofBcrypt);
    const wrong = { ...person, password: `${person.password}!` };
    for (const [on, kind] of [
      [argon2, ofArgon2],
      [bcrypt, ofBcrypt],
      [argon2, ofArgon2],
    ] as const) {
      expect(await isIn(wrong, on)).toBe(false);
      expect(await isIn(person, on)).toBe(true);
      expect(await stored(person)).toEqual(kind);
    }
  });

  it('counts for step-up, and makes the changed password of its own kind', async () => {
    const person = await signUp(bcrypt);
    const password = 'a much better one 9';
    const input = { currentPassword: person.password, password, passwordConfirm: password };
    const { errors } = await argon2.api.send(ChangePasswordDocument, { input }, person);
    expect(errors).toEqual([]);
    expect(await stored(person)).toEqual(ofArgon2);
    expect(await isIn({ ...person, password }, bcrypt)).toBe(true);
  });

  it('lets a pepper be changed as with bcrypt', async () => {
    const settings = { ...replicaOf(bcrypt), ...argon2id, ...limits };
    const before = await startTestGateway({ ...settings, PASSWORD_PEPPER: oldPepper });
    const after = await startTestGateway({ ...settings, PASSWORD_PEPPER: `${newPepper},${oldPepper}` });
    try {
      const person = await signUp(before);
      const old = await stored(person);
      expect(await isIn(person, after)).toBe(true);
      const renewed = await stored(person);
      expect([old, renewed]).toMatchObject([ofArgon2, ofArgon2]);
      expect(renewed).not.toMatchObject({ pepperId: (old as { pepperId: string }).pepperId });
      expect(await isIn(person, after)).toBe(true);
      const { errors } = await signIn(person.email, person.password, before);
      expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    } finally {
      await before.stop();
      await after.stop();
    }
  });

  it('is named by exports, and taken by another Portcullis of either kind', async () => {
    const person = await signUp(argon2);
    const file = join(folder, 'users.ndjson');
    const tools = await openTools(argon2, {});
    await runWith(tools, ['export', 'users', file, '--with-hashes']);
    await tools.stop();
    expect(await readFile(file, 'utf8')).toContain('"passwordFormat":"argon2id-hmac-sha384"');
    const other = await startTestGateway({ BCRYPT_COST: '10' });
    const otherTools = await openTools(other, {});
    try {
      const { code, stdout } = await runWith(otherTools, [
        'import',
        'users',
        file,
        '--json',
        '--drop-invalid',
      ]);
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { refused: 0 }]);
      expect(await otherTools.rooms.users.readStoredWork(bareHashes)).toEqual([
        { family: 'bcrypt', amount: 10 },
        { family: 'argon2id:19456:1', amount: 2 },
      ]);
      expect(await isIn(person, other)).toBe(true);
    } finally {
      await otherTools.stop();
      await other.stop();
    }
  });
});

describe('PASSWORD_HASH: the time of a sign-in', () => {
  it('does not tell accounts of either kind and unknown ones apart, while both are left', async () => {
    const [old, renewed] = [await signUp(bcrypt), await signUp(argon2)];
    // Started after the accounts were made, as any is that has been told of them.
    const told = await startTestGateway({ ...replicaOf(bcrypt), ...argon2id, ...limits });
    try {
      const wrong = (email: string) => () => signIn(email, 'a wrong password', told);
      const kinds = {
        old: wrong(old.email),
        renewed: wrong(renewed.email),
        unknown: wrong(`nobody-${old.email}`),
      };
      // Its own work alone, each would be half of that.
      expect(await toldApartByTime(kinds, { rounds: 20, gap: 0.3, guess: 0.8 })).toEqual([]);
    } finally {
      await told.stop();
    }
  });
});

describe('PASSWORD_HASH: without a build of @node-rs/argon2', () => {
  const given = () => ({ ...replicaOf(bcrypt), SECRET: testSecret, ...withoutBuild });

  it.each([
    ['as the kind of new hashes', argon2id, 'PASSWORD_HASH=argon2id needs @node-rs/argon2'],
    [
      'for accounts that have it',
      {},
      'There are accounts with a hash of Argon2, which needs @node-rs/argon2',
    ],
  ])('does not start where it is needed %s', async (_, more, sentence) => {
    await signUp(argon2);
    const gateway = await processes.launch({ ...given(), ...more });
    expect(await gateway.exit).toEqual({ code: 1, signal: null });
    expect(gateway.stderr).toContain(sentence);
  });

  it('is a finding of the doctor', async () => {
    const findingOf = async (settings: Record<string, string>) => {
      const { stdout } = await runCommand(['doctor', '--json'], settings);
      return (JSON.parse(stdout) as { subject: string }[]).find(({ subject }) => subject === 'Passwords');
    };
    expect(await findingOf({ ...given(), ...argon2id })).toMatchObject({ state: 'wrong' });
    expect(await findingOf({ ...replicaOf(bcrypt), SECRET: testSecret, ...argon2id })).toMatchObject({
      state: 'good',
      says: 'hashed with Argon2id',
    });
  });

  it('is another kind that is not known', async () => {
    await expect(startTestGateway({ PASSWORD_HASH: 'md5' })).rejects.toThrow(
      'PASSWORD_HASH must be one of bcrypt, argon2id',
    );
  });
});
