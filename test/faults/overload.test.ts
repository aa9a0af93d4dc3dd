/**
 * Three times as many sign-ins as a gateway can hash, beside people who are signed in, and thousands of connections that do nothing.
 * `OVERLOAD_SECONDS=300` for five minutes. What was measured is told; the verdict leaves a busy machine its time.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { MeDocument, RefreshDocument, SignInDocument } from '../generated/operations.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { testSecret } from '../harness/gateway.js';
import type { GraphQLClient } from '../harness/graphql-client.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

const SECONDS = Number(process.env['OVERLOAD_SECONDS'] ?? 20);
/** Each takes a descriptor here and one at the gateway: `ulimit -n` has to be some hundred more. */
const IDLE = 10_000;
/** For those who are at work meanwhile. */
const MORE = 50;

const processes = createGatewayProcesses();
let gateway: GatewayProcess;
let url: string;
let api: GraphQLClient;
let person: SignedUp;
/** Signs in so often that sessions end because there are newer ones, which those of `person` are not to. */
let another: SignedUp;
beforeAll(async () => {
  gateway = await processes.launch({
    ...{ MONGODB_URI: freshDatabaseUri(), SECRET: testSecret, RATE_LIMIT: 'false' },
    // As many wait as are hashed within half a second.
    ...{ HASH_CONCURRENCY: '1', HASH_QUEUE: '3', BCRYPT_COST: '10' },
    ...{ MAX_CONNECTIONS: String(IDLE + MORE) },
  });
  ({ url, api } = await gateway.ready());
  person = await signUp({ api });
  another = await signUp({ api });
});
afterAll(() => processes.endAll());

const p99 = (ms: readonly number[]) =>
  Math.round(ms.toSorted((a, b) => a - b)[Math.floor(ms.length * 0.99)] ?? Number.NaN);
const residentMb = () =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${gateway.pid}/status`, 'utf8'))?.[1]) / 1_024);

async function timed<Result>(work: () => Promise<Result>, into: number[]): Promise<Result> {
  const startedAt = performance.now();
  const result = await work();
  into.push(performance.now() - startedAt);
  return result;
}

/** What those who are signed in are answered for so long, and how soon. */
async function measureOthers(seconds: number) {
  const times = { refresh: [] as number[], me: [] as number[], keySet: [] as number[] };
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const { refresh } = await timed(() => api.call(RefreshDocument, person), times.refresh);
    person = { ...person, accessToken: refresh.accessToken, refreshToken: refresh.refreshToken ?? '' };
    await timed(() => api.call(MeDocument, undefined, person), times.me);
    const keySet = await timed(() => fetch(`${url}/.well-known/jwks.json`), times.keySet);
    expect((await keySet.arrayBuffer()).byteLength).toBeGreaterThan(0);
    await sleep(20);
  }
  return { refresh: p99(times.refresh), me: p99(times.me), keySet: p99(times.keySet) };
}

const input = () => ({ email: another.email, password: another.password });
const signIn = () => api.send(SignInDocument, { input: input() });

/** One after the other: how many a second are hashed. */
async function measureCapacity(): Promise<number> {
  const startedAt = performance.now();
  for (let turn = 0; turn < 20; turn++) await signIn();
  return 20_000 / (performance.now() - startedAt);
}

/** At that rate, whether or not those before are answered. */
async function flood(perSecond: number, seconds: number) {
  const taken: number[] = [];
  const refused: number[] = [];
  const others: string[] = [];
  const ask = async () => {
    const startedAt = performance.now();
    const { data, errors, headers } = await signIn();
    const ms = performance.now() - startedAt;
    const code = errors[0]?.extensions.code;
    if (data?.signIn) taken.push(ms);
    else if (code === 'UNAVAILABLE' && headers.get('retry-after') !== null) refused.push(ms);
    else others.push(code ?? '');
  };
  const asked: Promise<void>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < seconds * 1_000) {
    const due = ((performance.now() - startedAt) / 1_000) * perSecond;
    while (asked.length < due) asked.push(ask());
    await sleep(5);
  }
  await Promise.all(asked);
  return { taken, refused, others };
}

describe('three times as many sign-ins as can be hashed', () => {
  it('are taken or refused at once, and those who are signed in do not feel it', async () => {
    const capacity = await measureCapacity();
    const quiet = await measureOthers(5);
    const before = residentMb();
    const [{ taken, refused, others }, busy] = await Promise.all([
      flood(3 * capacity, SECONDS),
      measureOthers(SECONDS),
    ]);
    const after = residentMb();
    const recovery: number[] = [];
    await timed(() => until('a sign-in is taken', async () => (await signIn()).data?.signIn), recovery);
    const told = {
      ...{ capacity: Math.round(capacity), seconds: SECONDS, taken: taken.length, refused: refused.length },
      ...{ p99Taken: p99(taken), p99Refused: p99(refused), quiet, busy, before, after },
      recovery: Math.round(recovery[0] ?? 0),
    };
    process.stderr.write(`${JSON.stringify(told)}\n`);
    expect(others).toEqual([]);
    expect(taken.length).toBeGreaterThan(capacity);
    expect(refused.length).toBeGreaterThan(taken.length / 2);
    expect(p99(taken)).toBeLessThan(ROOM * 1_000);
    expect(Math.max(...Object.values(busy))).toBeLessThan(ROOM * 1_000);
    expect(recovery[0]).toBeLessThan(ROOM * 5_000);
    expect(after - before).toBeLessThan(150);
  });
});

async function openIdle(count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(Number(new URL(url).port), '127.0.0.1'));
  // One that is closed at once may hear of a reset.
  for (const socket of sockets) socket.on('error', () => undefined);
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  return sockets;
}

describe('thousands of connections that do nothing', () => {
  it('take little, keep nobody out, are no more than MAX_CONNECTIONS, and end by themselves', async () => {
    const before = residentMb();
    const sockets: Socket[] = [];
    try {
      while (sockets.length < IDLE) sockets.push(...(await openIdle(250)));
      const busy = await measureOthers(5);
      const told = { connections: sockets.length, before, after: residentMb(), busy };
      process.stderr.write(`${JSON.stringify(told)}\n`);
      expect(told.after - before).toBeLessThan(300);
      const tooMany = await openIdle(4 * MORE);
      sockets.push(...tooMany);
      for (const socket of tooMany) socket.resume();
      await until('those past MAX_CONNECTIONS end', () => {
        return tooMany.filter(({ closed }) => closed).length >= 3 * MORE;
      });
      // HEADERS_TIMEOUT.
      for (const socket of sockets) socket.resume();
      await until('they have ended', () => sockets.every(({ closed }) => closed));
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });
});
