import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { ResetPasswordDocument, SendPasswordResetEmailDocument } from '../generated/operations.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { from, type Guess, guess, guessTimes } from '../harness/guesses.js';
import { mailedToken, subjects } from '../harness/mailbox.js';
import { newPerson, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const DAY_MS = 86_400_000;

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  const settings = { TRUST_PROXY: '1', ACCOUNT_LIMIT: '12', SOURCE_LIMIT: '20', SIGN_UP_LIMIT: '100' };
  gateway = await startTestGateway(settings);
  replica = await startTestGateway({ ...replicaOf(gateway), ...settings });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

let sources = 0;
/** Where nobody has been before. */
const newSource = () => `198.51.${Math.floor(++sources / 250)}.${(sources % 250) + 1}`;

const tryAt = (ip: string, input: Guess, at = gateway) => guess(at, ip, input);
const fail = (ip: string, input: Guess, times: number) => guessTimes([gateway, replica], ip, input, times);

describe('SOURCE_LIMIT', () => {
  it('counts failures over all accounts, and no success takes those of others back', async () => {
    const ip = newSource();
    const person = await signUp(gateway);
    const own = { email: person.email, password: person.password };
    for (let turn = 0; turn < 20; turn++) {
      expect(await tryAt(ip, { email: `n${turn}-${person.email}` })).toBe('INVALID_CREDENTIALS');
      if (turn % 10 === 5) expect(await tryAt(ip, own)).toBeUndefined();
    }
    expect(await tryAt(ip, own)).toBe('RATE_LIMITED');
    expect(await tryAt(newSource(), own)).toBeUndefined();
  });
});

describe('ACCOUNT_LIMIT', () => {
  const hammer = async (email: string) => {
    for (let turn = 0; turn < 4; turn++) await fail(newSource(), { email }, 3);
  };

  it('lets in only sources from which the account signed in within 90 days; unknown accounts alike', async () => {
    const person = await signUp(gateway);
    const own = { email: person.email, password: person.password };
    const [home, elsewhere] = [newSource(), newSource()];
    expect(await tryAt(home, own)).toBeUndefined();
    await hammer(person.email);
    expect(await tryAt(elsewhere, own)).toBe('RATE_LIMITED');
    expect(await tryAt(home, { email: person.email })).toBe('INVALID_CREDENTIALS');
    expect(await tryAt(home, own, replica)).toBeUndefined();
    // This one would refuse from memory for a second, and not count.
    expect(await tryAt(home, own)).toBeUndefined();
    const nobody = `nobody-${person.email}`;
    await hammer(nobody);
    expect(await tryAt(newSource(), { email: nobody })).toBe('RATE_LIMITED');
    await hammer(person.email);
    gateway.clock.advance(91 * DAY_MS);
    expect(await tryAt(home, own)).toBe('RATE_LIMITED');
    gateway.clock.advance(-91 * DAY_MS);
  });

  it('lets in whoever uses a reset link', async () => {
    const person = await signUp(gateway);
    await hammer(person.email);
    const ip = newSource();
    expect(await tryAt(ip, { email: person.email, password: person.password })).toBe('RATE_LIMITED');
    await gateway.api.call(SendPasswordResetEmailDocument, { email: person.email }, from(ip));
    const token = await mailedToken(gateway, person.email, subjects.reset);
    const password = 'one that nobody has guessed';
    await gateway.api.call(
      ResetPasswordDocument,
      { input: { token, password, passwordConfirm: password } },
      from(ip),
    );
    expect(await tryAt(ip, { email: person.email, password })).toBeUndefined();
  });
});

describe('what is stored and told', () => {
  it('holds no source that is known, and is raised once as an event', async () => {
    const person = await signUp(gateway);
    const ip = newSource();
    await fail(ip, { email: person.email }, 13);
    const known = await gateway.database.collection('knownSources').find().toArray();
    expect(JSON.stringify(known)).not.toMatch(/198\.51|example\.com/);
    const lines = [...gateway.logLines, ...replica.logLines].filter((line) =>
      line.includes('"limit.reached"'),
    );
    const own = lines.filter((line) => line.includes(person.userId));
    expect(own).toHaveLength(1);
    expect(JSON.parse(own[0] ?? '')).toMatchObject({ limit: 'sign-in', outcome: 'failure', ip });
  });
});

describe('operations that nobody signs in for', () => {
  it('count by source, each of a document by itself; RATE_LIMIT=false lets them through', async () => {
    const few = {
      ...replicaOf(gateway),
      AVAILABILITY_LIMIT: '5',
      LINK_REQUEST_LIMIT: '2',
      SIGN_UP_LIMIT: '1',
      TRUST_PROXY: '1',
    };
    const strict = await startTestGateway(few);
    const off = await startTestGateway({ ...few, RATE_LIMIT: 'false' });
    try {
      const at = from(newSource());
      const field = (n: number) => `a${n}: isUsernameAvailable(username: "somebody${n}")`;
      const query = `{ ${[1, 2, 3, 4, 5, 6].map(field).join(' ')} }`;
      const codes = (await strict.api.send(query, {}, at)).errors.map(({ extensions }) => extensions.code);
      expect(codes.length).toBeGreaterThanOrEqual(1);
      expect(new Set(codes)).toEqual(new Set(['RATE_LIMITED']));
      expect((await off.api.send(query, {}, at)).errors).toEqual([]);
      const reset = (on: TestGateway) =>
        on.api.send(SendPasswordResetEmailDocument, { email: newPerson().email }, at);
      const answers = [await reset(strict), await reset(strict), await reset(strict), await reset(off)];
      expect(answers.map(({ errors }) => errors[0]?.extensions.code)).toEqual([
        undefined,
        undefined,
        'RATE_LIMITED',
        undefined,
      ]);
      const form = await fetch(`${strict.url}/reset-password/request`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...at.headers },
        body: JSON.stringify({ email: 'a@b.example' }),
      });
      expect(form.status).toBe(429);
      expect(form.headers.get('retry-after')).toBeTruthy();
    } finally {
      await strict.stop();
      await off.stop();
    }
  });
});
