/** Refresh tokens: each once, stored as a hash, and a replay ends the session. */
import { createHmac, hkdfSync } from 'node:crypto';
import { request } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { print } from 'graphql';

import {
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignOutEverywhereDocument,
} from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { newestMail } from '../harness/mailbox.js';
import { anyDate } from '../harness/matchers.js';
import { opened, type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const DAY_MS = 86_400_000;

let gateway: TestGateway;
let replica: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ RATE_LIMIT: 'false' });
  replica = await startTestGateway({ ...replicaOf(gateway), RATE_LIMIT: 'false' });
});
afterAll(async () => {
  await replica.stop();
  await gateway.stop();
});

const refresh = (refreshToken: string, on = gateway) => on.api.send(RefreshDocument, { refreshToken });
const codeOf = async (refreshToken: string, on = gateway) =>
  (await refresh(refreshToken, on)).errors[0]?.extensions.code;
async function successor(refreshToken: string, on = gateway): Promise<string> {
  const next = (await on.api.call(RefreshDocument, { refreshToken })).refresh.refreshToken;
  if (!next) throw new Error('Refresh gave no token.');
  return next;
}
const sessionIdOf = (refreshToken: string) => refreshToken.split('.')[0] ?? '';
const storedSession = (sessionId: string, on = gateway) =>
  on.database.collection('sessions').findOne({ $expr: { $eq: [{ $toString: '$_id' }, sessionId] } });
const elsewhere = async ({ email, password }: SignedUp) =>
  opened((await gateway.api.call(SignInDocument, { input: { email, password } })).signIn);
/** Twenty at one instant, by turns on two replicas. */
const twenty = (refreshToken: string, replicas: readonly TestGateway[]) =>
  Promise.all(
    Array.from({ length: 20 }, (_, turn) => refresh(refreshToken, replicas[turn % replicas.length])),
  );

describe('C1 a refresh spends its token, which is random and stored as a keyed hash', () => {
  it('gives a new one, and refuses the old', async () => {
    const strict = await startTestGateway({ ...replicaOf(gateway), REFRESH_GRACE: '0' });
    try {
      const { refreshToken } = await signUp(strict);
      expect(await successor(refreshToken, strict)).not.toBe(refreshToken);
      expect(await codeOf(refreshToken, strict)).toBe('TOKEN_REUSED');
    } finally {
      await strict.stop();
    }
  });

  it('has 256 random bits, of which the database holds nothing but a keyed hash', async () => {
    const { refreshToken } = await signUp(gateway);
    const next = await successor(refreshToken);
    const [sessionId = '', secret = ''] = next.split('.');
    const value = Buffer.from(secret, 'base64url').subarray(5, 37);
    expect(value).toHaveLength(32);
    const stored = await storedSession(sessionId);
    const storeKey = Buffer.from(hkdfSync('sha256', testSecret, '', 'portcullis/refresh-token/store', 32));
    expect(stored?.['tokenHash']).toBe(createHmac('sha256', storeKey).update(value).digest('base64url'));
    const dump = JSON.stringify(await gateway.database.collection('sessions').find().toArray());
    const traces = (['base64', 'base64url', 'hex'] as const).map((encoding) => value.toString(encoding));
    for (const trace of [secret, ...traces]) expect(dump).not.toContain(trace);
  });
});

// A thief or the owner comes second; who cannot be told, so both are out (RFC 9700 section 4.14.2).
describe('C2 a spent token ends its session and no other, is logged, and told to the owner', () => {
  it('after the grace', async () => {
    const person = await signUp(gateway);
    const onAnotherDevice = await elsewhere(person);
    const next = await successor(person.refreshToken);
    gateway.clock.advance(10_001);
    expect(await codeOf(person.refreshToken)).toBe('TOKEN_REUSED');
    expect(await codeOf(next)).toBe('TOKEN_INVALID');
    expect((await gateway.api.refusal(MeDocument, undefined, person)).code).toBe('TOKEN_INVALID');
    expect(await successor(onAnotherDevice.refreshToken ?? '')).toBeTruthy();
    const sessionId = sessionIdOf(person.refreshToken);
    expect(await storedSession(sessionId)).toMatchObject({ endReason: 'REUSED', reusedAt: anyDate });
    const told = gateway.logLines.filter((line) => line.includes('"session.reuse-detected"'));
    expect(told.filter((line) => line.includes(sessionId))).toHaveLength(1);
    const { text } = await newestMail(gateway, person.email, /^One of your sessions was ended/);
    expect(text).toContain('127.0.0.1');
  });

  it('of any older generation, within the grace too', async () => {
    const { refreshToken } = await signUp(gateway);
    await successor(await successor(refreshToken));
    expect(await codeOf(refreshToken)).toBe('TOKEN_REUSED');
  });
});

describe('C3 twenty refreshes at one instant make one successor, on two replicas', () => {
  it('that all are given within the grace', async () => {
    const { refreshToken } = await signUp(gateway);
    const inNoTime = (work: () => ReturnType<typeof twenty>) =>
      gateway.clock.standStill(() => replica.clock.standStill(work));
    const answers = await inNoTime(() => twenty(refreshToken, [gateway, replica]));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ data }) => data?.refresh.refreshToken)).size).toBe(1);
    expect((await storedSession(sessionIdOf(refreshToken)))?.['generation']).toBe(1);
  });

  it('that one is given where there is no grace, and the session ends', async () => {
    const settings = { REFRESH_GRACE: '0', ...replicaOf(gateway) };
    const strict = await Promise.all([startTestGateway(settings), startTestGateway(settings)]);
    try {
      const { refreshToken } = await signUp(gateway);
      const answers = await twenty(refreshToken, strict);
      const won = answers.filter(({ data }) => data);
      expect(won).toHaveLength(1);
      const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions.code));
      expect(codes).toEqual(Array.from({ length: 19 }, () => 'TOKEN_REUSED'));
      expect(await codeOf(won[0]?.data?.refresh.refreshToken ?? '')).toBe('TOKEN_INVALID');
    } finally {
      for (const one of strict) await one.stop();
    }
  });
});

describe('C4 an answer that was lost costs no session', () => {
  /** Sends a refresh, and cuts the connection before anything can be read of the answer. */
  function sendAndCut(refreshToken: string): void {
    const body = JSON.stringify({ query: print(RefreshDocument), variables: { refreshToken } });
    const headers = { 'content-type': 'application/json' };
    const cut = request(`${gateway.url}/graphql`, { method: 'POST', headers });
    cut.on('error', () => undefined);
    cut.end(body, () => setTimeout(() => cut.destroy(), 1));
  }
  async function loseAnswer(): Promise<string> {
    const { refreshToken } = await signUp(gateway);
    sendAndCut(refreshToken);
    const isRotated = async () => (await storedSession(sessionIdOf(refreshToken)))?.['generation'] === 1;
    await until('it is rotated', isRotated);
    return refreshToken;
  }

  it('within the grace: the same successor is given again', () =>
    gateway.clock.standStill(async () => {
      const refreshToken = await loseAnswer();
      gateway.clock.advance(9_999);
      const next = await successor(refreshToken);
      expect(await successor(refreshToken)).toBe(next);
      expect(await codeOf(await successor(next))).toBeUndefined();
    }));

  it('after it, the session is ended', async () => {
    const refreshToken = await loseAnswer();
    gateway.clock.advance(10_001);
    expect(await codeOf(refreshToken)).toBe('TOKEN_REUSED');
  });
});

describe('C8 after signOutEverywhere has answered, no descendant of a refresh under way works', () => {
  it('in ten races on two replicas', async () => {
    const person = await signUp(gateway);
    for (let race = 0; race < 10; race++) {
      const { accessToken, refreshToken: first } = await elsewhere(person);
      let refreshToken = first ?? '';
      let isOver = false;
      const chain = async () => {
        for (let turn = 0; !isOver; turn++) {
          const { data } = await refresh(refreshToken, turn % 2 ? replica : gateway);
          if (!data) return;
          refreshToken = data.refresh.refreshToken ?? '';
        }
      };
      const running = chain();
      await new Promise((resolve) => setTimeout(resolve, (race * 3) % 11));
      await gateway.api.call(SignOutEverywhereDocument, undefined, { accessToken });
      isOver = true;
      await running;
      expect((await refresh(refreshToken, race % 2 ? gateway : replica)).data).toBeNull();
    }
  });
});

// At last, since they move the clock by weeks.
describe('C5 no session outlives its age or its idleness, whatever of it is still stored', () => {
  it('ends what idles longer than REFRESH_TOKEN_IDLE_TTL', async () => {
    const { refreshToken } = await signUp(gateway);
    gateway.clock.advance(7 * DAY_MS + 1_000);
    expect(await codeOf(refreshToken)).toBe('TOKEN_EXPIRED');
    // The index that purges runs by the system's clock: it has not judged.
    expect(await storedSession(sessionIdOf(refreshToken))).not.toBeNull();
  });

  it('ends what is older than REFRESH_TOKEN_TTL, however often it is refreshed', async () => {
    const person = await signUp(gateway);
    let { refreshToken } = person;
    for (let week = 0; week < 4; week++) {
      gateway.clock.advance(7 * DAY_MS - 60_000);
      refreshToken = await successor(refreshToken);
    }
    const last = (await gateway.api.call(RefreshDocument, { refreshToken })).refresh;
    const gained = Date.parse(last.refreshTokenExpiry) - Date.parse(person.session.refreshTokenExpiry);
    expect(gained).toBe(23 * DAY_MS);
    gateway.clock.advance(2 * DAY_MS + 5 * 60_000);
    expect(await codeOf(last.refreshToken ?? '')).toBe('TOKEN_EXPIRED');
  });
});
