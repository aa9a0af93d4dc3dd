/** A sign-up whose answer was lost, sent again with its Idempotency-Key; and whoever else sends it. */
import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { systemClock } from '../../src/foundation/clock.js';
import { signUpKeysJob } from '../../src/sign-in/sign-up-keys.job.js';
import { createUserModel } from '../../src/users/user.model.js';
import {
  ChangePasswordDocument,
  MeDocument,
  SignInDocument,
  SignUpDocument,
  type SignUpInput,
} from '../generated/operations.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { connect } from '../harness/lent-database.js';
import { mailsTo, subjects } from '../harness/mailbox.js';
import { newPerson } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const HOUR_MS = 3_600_000;

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  // Each knows the other's, as in the middle of a rotation: whichever makes the account, both know its key.
  const other = 'another-secret-that-is-long-enough';
  gateway = await startTestGateway({
    SECRET: `${testSecret},${other}`,
    SIGN_UP_LIMIT: '1000',
    SIGN_IN_LIMIT: '5',
    CORS_ORIGINS: 'https://app.example.com',
  });
  replica = await startTestGateway({
    ...replicaOf(gateway),
    SECRET: `${other},${testSecret}`,
    SIGN_UP_LIMIT: '1000',
  });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const by = (key: string) => ({ headers: { 'idempotency-key': key } });
const newKey = () => `"${randomUUID()}"`;
const send = (input: SignUpInput, key: string, at = gateway) =>
  at.api.call(SignUpDocument, { input }, by(key));
const codeOf = async (input: SignUpInput, key?: string, at = gateway) =>
  (await at.api.refusal(SignUpDocument, { input }, key === undefined ? {} : by(key))).code;

async function countsOf({ email }: { readonly email: string }) {
  const users = await gateway.database.collection('users').find({ emailCanonical: email }).toArray();
  const userId = users[0]?._id;
  return {
    users: users.length,
    sessions: await gateway.database.collection('sessions').countDocuments({ userId }),
  };
}

describe('a sign-up sent again with its Idempotency-Key', () => {
  it('opens a session of the account that the first one made', async () => {
    const input = { ...newPerson(), username: `n${randomUUID().slice(0, 8)}` };
    const key = newKey();
    const { signUp: first } = await send(input, key);
    const { signUp: second } = await send(input, key);
    expect(second.user).toEqual(first.user);
    expect(second.auth?.refreshToken).not.toBe(first.auth?.refreshToken);
    for (const { auth } of [first, second]) {
      const accessToken = auth?.accessToken;
      expect((await gateway.api.call(MeDocument, undefined, { accessToken })).me?.email).toBe(input.email);
    }
    expect(await countsOf(input)).toEqual({ users: 1, sessions: 2 });
  });

  it('is known on another replica, under a SECRET that is older there, in other quotes and case', async () => {
    const input = newPerson();
    const key = randomUUID();
    const { signUp } = await send(input, key);
    const again = { ...input, email: ` ${input.email.toUpperCase()} ` };
    expect((await send(again, `"${key}"`, replica)).signUp.userId).toBe(signUp.userId);
  });

  it('makes one account of several at once on two replicas, and answers each', async () => {
    const input = newPerson();
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, turn) => send(input, key, turn % 2 ? gateway : replica)),
    );
    expect(new Set(answers.map(({ signUp }) => signUp.userId)).size).toBe(1);
    expect(new Set(answers.map(({ signUp }) => signUp.auth?.refreshToken)).size).toBe(4);
    expect((await countsOf(input)).users).toBe(1);
  });

  it('leaves neither the key nor the answer in the database', async () => {
    const input = newPerson();
    const key = randomUUID();
    const { signUp } = await send(input, key);
    const stored = JSON.stringify(
      await gateway.database.collection('users').findOne({ emailCanonical: input.email }),
    );
    expect(stored).toContain('signUpKey');
    for (const secret of [key, signUp.auth?.accessToken, signUp.auth?.refreshToken, input.password])
      expect(stored).not.toContain(secret);
  });

  it('may come from a page of another origin', async () => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: {
        ...{ origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    });
    expect(response.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  });
});

describe('anything else is the usual refusal', () => {
  it('another key, none, another address or another password', async () => {
    const input = newPerson();
    const other = newPerson();
    const [key, otherKey] = [newKey(), newKey()];
    await send(input, key);
    await send(other, otherKey);
    expect(await codeOf(input)).toBe('EMAIL_TAKEN');
    expect(await codeOf(input, otherKey)).toBe('EMAIL_TAKEN');
    expect(await codeOf({ ...input, password: 'another good passphrase' }, key)).toBe('EMAIL_TAKEN');
    const without = newPerson();
    await gateway.api.call(SignUpDocument, { input: without });
    expect(await codeOf(without, newKey())).toBe('EMAIL_TAKEN');
    expect(await countsOf(input)).toEqual({ users: 1, sessions: 1 });
  });

  it('a name that somebody else has, where the address is free', async () => {
    const owner = { ...newPerson(), username: `n${randomUUID().slice(0, 8)}` };
    const key = newKey();
    await send(owner, key);
    expect(await codeOf({ ...newPerson(), username: owner.username }, key)).toBe('USERNAME_TAKEN');
  });

  it('passwords that are tried that way count as those of a sign-in', async () => {
    const input = newPerson();
    const key = newKey();
    await send(input, key);
    const codes = [];
    for (let turn = 0; turn < 6; turn++)
      codes.push(await codeOf({ ...input, password: `another good passphrase ${turn}` }, key));
    expect(codes).toEqual([...Array<string>(5).fill('EMAIL_TAKEN'), 'RATE_LIMITED']);
    const { code } = await gateway.api.refusal(SignInDocument, {
      input: { email: input.email, password: input.password },
    });
    expect(code).toBe('RATE_LIMITED');
  });

  it('a changed password, though it is the one that is given', async () => {
    const input = newPerson();
    const key = newKey();
    const { signUp } = await send(input, key);
    const password = 'a different good passphrase';
    const change = { currentPassword: input.password, password, passwordConfirm: password };
    await gateway.api.call(
      ChangePasswordDocument,
      { input: change },
      { accessToken: signUp.auth?.accessToken },
    );
    expect(await codeOf({ ...input, password }, key)).toBe('EMAIL_TAKEN');
    expect(await codeOf(input, key)).toBe('EMAIL_TAKEN');
  });

  it('a suspended account', async () => {
    const input = newPerson();
    const key = newKey();
    await send(input, key);
    await gateway.database
      .collection('users')
      .updateOne(
        { emailCanonical: input.email },
        { $set: { suspendedAt: new Date() }, $inc: { version: 1 } },
      );
    expect(await codeOf(input, key)).toBe('EMAIL_TAKEN');
  });

  it.each(['', '"', '"a', 'a b', '"a", "b"', '"\\"', '"é"', `"${'k'.repeat(256)}"`])(
    'the header %j is BAD_REQUEST, and makes no account',
    async (key) => {
      const input = newPerson();
      expect(await codeOf(input, key)).toBe('BAD_REQUEST');
      expect((await countsOf(input)).users).toBe(0);
    },
  );
});

describe('what is kept of the key', () => {
  it('is good for an hour, and is taken away afterwards', async () => {
    const input = newPerson();
    const key = newKey();
    await send(input, key);
    const { connection, db } = await connect(gateway.databaseUri);
    try {
      const users = createUserModel(connection);
      const clean = (now: () => Date) => signUpKeysJob(users, { now }).run();
      const kept = () =>
        db.collection('users').countDocuments({ emailCanonical: input.email, signUpKey: { $exists: true } });
      await clean(systemClock.now);
      expect(await kept()).toBe(1);
      await clean(() => new Date(Date.now() + HOUR_MS + 1_000));
      expect(await kept()).toBe(0);
    } finally {
      await connection.close();
    }
    const late = newPerson();
    await send(late, key);
    gateway.clock.advance(HOUR_MS);
    expect(await codeOf(late, key)).toBe('EMAIL_TAKEN');
  });
});

describe('where a sign-up opens no session', () => {
  it('REQUIRE_VERIFIED_EMAIL: the repeat opens none either', async () => {
    const strict = await startTestGateway({ REQUIRE_VERIFIED_EMAIL: 'true' });
    try {
      const input = newPerson();
      const key = newKey();
      const { signUp: first } = await send(input, key, strict);
      expect(first.auth).toBeNull();
      expect((await send(input, key, strict)).signUp).toEqual(first);
      expect(await codeOf(input, newKey(), strict)).toBe('EMAIL_TAKEN');
    } finally {
      await strict.stop();
    }
  });

  it('UNIFORM_SIGN_UP: nothing is told, and the owner is warned of others alone', async () => {
    const uniform = await startTestGateway({ UNIFORM_SIGN_UP: 'true' });
    try {
      const input = newPerson();
      const key = newKey();
      const first = await send(input, key, uniform);
      const warnings = async () =>
        (await mailsTo(uniform, input.email)).filter(({ subject }) => subjects.attempted.test(subject))
          .length;
      expect(await send(input, key, uniform)).toEqual(first);
      expect(await warnings()).toBe(0);
      expect(await send(input, newKey(), uniform)).toEqual(first);
      expect(await warnings()).toBe(1);
    } finally {
      await uniform.stop();
    }
  });
});
