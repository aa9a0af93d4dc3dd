/** What a hash costs, whom it holds up, and what its time tells. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { textLike } from '../harness/matchers.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { toldApartByTime } from '../harness/timing.js';

let gateway: TestGateway;
/** The same service before its operators raised the cost. */
let earlier: TestGateway;
beforeAll(async () => {
  const limits = { SIGN_IN_LIMIT: '1000', SOURCE_LIMIT: '10000', ACCOUNT_LIMIT: '10000' };
  gateway = await startTestGateway({ BCRYPT_COST: '10', ...limits });
  earlier = await startTestGateway(replicaOf(gateway));
});
afterAll(async () => {
  await earlier.stop();
  await gateway.stop();
});

const signIn = (email: string, password: string, at = gateway) =>
  at.api.send(SignInDocument, { input: { email, password } });

describe('A8 hashes are bcrypt of cost 10 and more, each with its salt, and renewed when the cost is raised', () => {
  const storedHash = async ({ email }: SignedUp) =>
    (await gateway.database.collection('users').findOne({ emailCanonical: email }))?.['password'] as {
      hash: string;
      cost: number;
    };

  it('gives the same password two hashes, and keeps it nowhere', async () => {
    const [first, second] = [await signUp(gateway), await signUp(gateway)];
    const hashes = [await storedHash(first), await storedHash(second)];
    for (const stored of hashes)
      expect(stored).toMatchObject({ cost: 10, hash: textLike(/^\$2b\$10\$.{53}$/) });
    expect(hashes[0]?.hash.slice(0, 29)).not.toBe(hashes[1]?.hash.slice(0, 29));
    const users = JSON.stringify(await gateway.database.collection('users').find().toArray());
    expect(users).not.toContain(first.password);
  });

  it('renews a hash of lower cost at the next sign-in, and takes the password before and after', async () => {
    const person = await signUp(earlier);
    const before = await storedHash(person);
    expect((await signIn(person.email, person.password, earlier)).data).toBeTruthy();
    for (let turn = 0; turn < 2; turn++)
      expect((await signIn(person.email, person.password)).data).toBeTruthy();
    const after = await storedHash(person);
    expect(before.hash).toMatch(/^\$2b\$05\$/);
    expect(after).toMatchObject({ cost: 10, hash: textLike(/^\$2b\$10\$/) });
    expect((await signIn(person.email, `${person.password}!`)).data).toBeFalsy();
  });

  it('refuses a setting under 10', async () => {
    await expect(startTestGateway({ BCRYPT_COST: '9' })).rejects.toThrow(/BCRYPT_COST/);
  });
});

describe('A10 sign-ins at once hold nobody up: key set and health are served, and nothing is a 5xx', () => {
  /** @returns how many others were served meanwhile. */
  async function serveWhileHashing(): Promise<number> {
    const answers = Array.from({ length: 8 }, (_, turn) =>
      signIn(`nobody${turn}@example.com`, 'a wrong password'),
    );
    const state = { isHashing: true };
    const flood = Promise.all(answers).finally(() => {
      state.isHashing = false;
    });
    let served = 0;
    while (state.isHashing) {
      for (const path of ['/jwks', '/health/live']) {
        const response = await fetch(`${gateway.url}${path}`);
        await response.arrayBuffer();
        expect(response.status).toBe(200);
        served++;
      }
    }
    const answered = await flood;
    expect(answered.map(({ status }) => status).filter((status) => status >= 500)).toEqual([]);
    expect(new Set(answered.map(({ errors }) => errors[0]?.extensions.code))).toEqual(
      new Set(['INVALID_CREDENTIALS']),
    );
    return served;
  }

  it('serves both while eight hash', async () => {
    // On the event loop each of these hashes would hold everybody up, one after another: about one is served between two,
    // each time. A machine that has others to do serves as few, though not five times in a row.
    const served: number[] = [];
    while (served.length < 5 && (served.at(-1) ?? 0) <= 20) served.push(await serveWhileHashing());
    expect(Math.max(...served)).toBeGreaterThan(20);
  });
});

describe('A11 unknown, wrong, unverified and throttled are answered alike, and take as long', () => {
  const bodyOf = ({ status, data, errors }: Awaited<ReturnType<typeof signIn>>) =>
    JSON.stringify({ status, data, errors });

  it('in one body, whatever does not match', async () => {
    const verified = await startTestGateway({ ...replicaOf(gateway), REQUIRE_VERIFIED_EMAIL: 'true' });
    try {
      const [person, suspended, imported] = [
        await signUp(gateway),
        await signUp(gateway),
        await signUp(gateway),
      ];
      const users = gateway.database.collection('users');
      await users.updateOne({ emailCanonical: suspended.email }, { $set: { suspendedAt: new Date() } });
      await users.updateOne({ emailCanonical: imported.email }, { $unset: { password: '' } });
      const wrong = 'a wrong password';
      const answers = [
        await signIn(person.email, wrong),
        await signIn(`nobody-${person.email}`, wrong),
        await signIn('no address', wrong),
        await signIn(suspended.email, wrong),
        await signIn(imported.email, imported.password),
        await signIn(person.email, ''),
        await signIn(person.email, wrong, verified),
      ];
      expect(new Set(answers.map(bodyOf)).size).toBe(1);
      expect(answers[0]?.errors[0]?.extensions.code).toBe('INVALID_CREDENTIALS');
    } finally {
      await verified.stop();
    }
  });

  it('in one body once they are throttled, by password and by code', async () => {
    const few = await startTestGateway({ ...replicaOf(gateway), SIGN_IN_LIMIT: '2' });
    try {
      const person = await signUp(gateway);
      for (const email of [person.email, `nobody-${person.email}`]) {
        const codes = [];
        for (let turn = 0; turn < 3; turn++)
          codes.push((await signIn(email, 'a wrong password', few)).errors[0]?.extensions.code);
        const right = await few.api.send(SignInDocument, { input: { email, password: person.password } });
        codes.push(right.errors[0]?.extensions.code);
        codes.push(
          (await few.api.refusal(SignInWithTotpDocument, { input: { email, code: '000000' } })).code,
        );
        expect(codes).toEqual([
          'INVALID_CREDENTIALS',
          'INVALID_CREDENTIALS',
          ...Array<string>(3).fill('RATE_LIMITED'),
        ]);
      }
    } finally {
      await few.stop();
    }
  });

  it('for a known and an unknown account, also where the stored hash is of the old cost', async () => {
    const known = await signUp(earlier);
    const wrong = (email: string) => () => signIn(email, 'a wrong password');
    const kinds = { known: wrong(known.email), unknown: wrong(`nobody-${known.email}`) };
    // Without the work for nobody, or at the old cost alone, they would be a hash apart: 50 ms and more.
    // Three milliseconds hold on a machine of its own; beside other tests a hash itself varies by more.
    expect(await toldApartByTime(kinds, { rounds: 40, gap: 0.3, guess: 0.75 })).toEqual([]);
  });
});
