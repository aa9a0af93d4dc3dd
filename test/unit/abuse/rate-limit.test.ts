import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';

import { createMongoLimitStore } from '../../../src/abuse/limit-store.js';
import { createRateLimits, type RateLimit } from '../../../src/abuse/rate-limit.js';
import { connectDatabase } from '../../../src/database/connect.js';
import { databaseFault } from '../../../src/database/database-fault.js';
import { createLogger } from '../../../src/foundation/logger.js';
import { createSecrets } from '../../../src/foundation/secrets.js';
import { freshDatabaseUri } from '../../harness/database-uri.js';
import { until } from '../../harness/gateway-process.js';
import { testSecret } from '../../harness/gateway.js';
import { ROOM } from '../../harness/timing.js';

const uri = freshDatabaseUri();
const log = createLogger({ level: 'silent', readable: false });
const hour = 3_600_000;
let connection: Connection;

/** With the time-outs that the gateway has, where none is given. */
const open = (at: string, timeoutMs?: number) =>
  connectDatabase({ uri: at, log, timeoutMs, signal: new AbortController().signal });
/** For what is not about them: all test files ask one database at once. */
const PATIENCE_MS = ROOM * 3_000;
/** Less than the second for which a refusal is remembered. */
const REMEMBERED_MS = 900;
const secrets = createSecrets([testSecret]);
const limitsOver = async (at: Connection) => {
  const store = createMongoLimitStore(at);
  await store.start();
  return createRateLimits({ store, secrets });
};
const storedLimits = () => connection.collection('limits').find().toArray();
const takeAtOnce = async (limit: RateLimit, key: string, times: number) => {
  const answers = await Promise.all(Array.from({ length: times }, () => limit.take(key)));
  return answers.filter(Boolean).length;
};

/** For each turn a key of its own, until one took no longer than a refusal is remembered. */
function whileRemembered<Result>(work: (key: string) => Promise<Result>): Promise<NonNullable<Result>> {
  let turns = 0;
  return until('a turn within a second', async () => {
    const beganAt = performance.now();
    const result = await work(`turn ${turns++}`);
    return performance.now() - beganAt < REMEMBERED_MS ? result : undefined;
  });
}

beforeAll(async () => {
  connection = await open(uri, PATIENCE_MS);
});

afterEach(async () => {
  await connection.collection('limits').deleteMany({});
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

describe('a limit', () => {
  test('lets through as many as it says, for each key by itself', async () => {
    const limit = (await limitsOver(connection)).limit('mail', {
      points: 2,
      windowMs: hour,
    });
    const taken = [await limit.take('a'), await limit.take('a'), await limit.take('a')];
    expect(taken).toEqual([true, true, false]);
    expect(await limit.take('b')).toBe(true);
  });

  test('does not count what another limit counts under the same key', async () => {
    const limits = await limitsOver(connection);
    const rule = { points: 1, windowMs: hour };
    const [mail, source] = [limits.limit('mail', rule), limits.limit('source', rule)];
    expect([await mail.take('a'), await source.take('a')]).toEqual([true, true]);
    expect([await mail.take('a'), await source.take('a')]).toEqual([false, false]);
  });

  test('is one over all replicas', async () => {
    const other = await open(uri, PATIENCE_MS);
    const rule = { points: 5, windowMs: hour };
    const [here, there] = await Promise.all(
      [connection, other].map(async (each) => (await limitsOver(each)).limit('mail', rule)),
    );
    if (here === undefined || there === undefined) throw new Error('There are two.');
    const counts = await Promise.all([takeAtOnce(here, 'a', 25), takeAtOnce(there, 'a', 25)]);
    expect(counts[0] + counts[1]).toBe(5);
    await other.close();
  });
});

describe('race', () => {
  test('fifty first uses of a key at once: exactly the limit gets through, and few reach the store', async () => {
    const limit = (await limitsOver(connection)).limit('mail', {
      points: 5,
      windowMs: hour,
    });
    for (let round = 0; round < 4; round++) {
      const [taken, points] = await whileRemembered(async (key) => {
        await connection.collection('limits').deleteMany({});
        const through = await takeAtOnce(limit, `${key} of round ${round}`, 50);
        return [through, (await storedLimits()).map((stored) => stored['points'] as number)] as const;
      });
      expect([taken, points]).toEqual([5, [expect.any(Number)]]);
      // One for each lane past the limit, at most.
      expect(points[0]).toBeLessThanOrEqual(5 + 8);
    }
  });

  test('fifty uses at once of a key whose window is over begin one new window', async () => {
    const limit = (await limitsOver(connection)).limit('mail', {
      points: 5,
      windowMs: hour,
    });
    await takeAtOnce(limit, 'a', 7);
    // Another process, which remembers no refusal.
    const other = (await limitsOver(connection)).limit('mail', { points: 5, windowMs: hour });
    // As it lies there until the TTL index purges it.
    await connection.collection('limits').updateMany({}, { $set: { expire: new Date(Date.now() - 1) } });
    expect(await takeAtOnce(other, 'a', 50)).toBe(5);
    expect(await storedLimits()).toHaveLength(1);
  });
});

describe('the store', () => {
  test('has its indexes before the first use', async () => {
    await limitsOver(connection);
    const indexes = await connection.collection('limits').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { key: 1 }, unique: true }));
    expect(indexes).toContainEqual(expect.objectContaining({ key: { expire: -1 }, expireAfterSeconds: 0 }));
  });

  test('holds no key in the clear, and forgets it at the end of its window', async () => {
    const limit = (await limitsOver(connection)).limit('mail', {
      points: 1,
      windowMs: hour,
    });
    const before = Date.now();
    await limit.take('ada@example.com');
    const [stored] = await storedLimits();
    expect(JSON.stringify(stored)).not.toMatch(/ada@|example/);
    const lifetimeMs = (stored?.['expire'] as Date).getTime() - before;
    expect(lifetimeMs).toBeGreaterThanOrEqual(hour);
    expect(lifetimeMs).toBeLessThan(hour + 60_000);
  });

  test('is asked once for a use, and for a second after a refusal not at all', async () => {
    const limit = (await limitsOver(connection)).limit('mail', { points: 1, windowMs: hour });
    const told = await whileRemembered(async (key) => {
      const before = await countOperations();
      const answers = [];
      for (let turn = 0; turn < 4; turn++) answers.push(await limit.take(key));
      return { answers, asked: (await countOperations()) - before };
    });
    expect(told).toEqual({ answers: [true, false, false, false], asked: 2 });
  });
});

describe('what was counted', () => {
  const rule = { points: 2, windowMs: hour };

  test('can be given back, never below nothing, and forgotten', async () => {
    const limits = await limitsOver(connection);
    const limit = limits.limit('mail', rule);
    await limit.take('a');
    await limits.change([limit.giveBack('a'), limit.giveBack('a'), limit.giveBack('never counted')]);
    expect([await limit.take('a'), await limit.take('a')]).toEqual([true, true]);
    await limits.change([limit.forget('a')]);
    expect(await storedLimits()).toEqual([]);
    expect(await takeAtOnce(limit, 'a', 10)).toBe(2);
  });

  test('is refused here for a second at most after another replica forgot it', async () => {
    const [here, there] = [await limitsOver(connection), await limitsOver(connection)];
    const [limit, other] = [here.limit('mail', rule), there.limit('mail', rule)];
    const last = { key: '' };
    const answers = await whileRemembered(async (key) => {
      last.key = key;
      await takeAtOnce(limit, key, 3);
      await there.change([other.forget(key)]);
      return [await other.take(key), await limit.take(key)];
    });
    expect(answers).toEqual([true, false]);
    await until('the refusal is forgotten', () => limit.take(last.key));
  });

  test('tells the first past the limit from the others, and how long to wait', async () => {
    const limit = (await limitsOver(connection)).limit('mail', rule);
    const counts = await Promise.all(Array.from({ length: 10 }, () => limit.count('a')));
    expect(counts.filter(({ isFirstPast }) => isFirstPast)).toHaveLength(1);
    const waits = counts.flatMap(({ retryAfter }) => retryAfter ?? []);
    expect(waits).toHaveLength(8);
    for (const wait of waits) expect(Math.abs(wait - hour / 1_000)).toBeLessThan(60);
  });
});

describe('a database out of reach', () => {
  test.each(['dead', 'frozen'] as const)('that is %s rejects the attempt, as UNAVAILABLE', async (fault) => {
    const pipe = await startPipe(uri);
    const throughPipe = await open(pipe.uri);
    const limit = (await limitsOver(throughPipe)).limit('mail', {
      points: 1,
      windowMs: hour,
    });
    pipe.fail(fault);
    const failure = await limit.take('a').catch((error: unknown) => databaseFault(error));
    expect(failure).toMatchObject({ code: 'UNAVAILABLE' });
    pipe.fail('dead');
    await throughPipe.close(true);
  });
});

/** How often the limits were written, as the server counts it. */
async function countOperations(): Promise<number> {
  const [row] = await connection
    .collection('limits')
    .aggregate<{ latencyStats: { writes: { ops: unknown } } }>([{ $collStats: { latencyStats: {} } }])
    .toArray();
  return Number(row?.latencyStats.writes.ops ?? 0);
}

interface Pipe {
  readonly uri: string;
  fail(how: 'dead' | 'frozen'): void;
}

/** A way to the database that can be cut, or that carries nothing any more. */
async function startPipe(target: string): Promise<Pipe> {
  const [far, near] = [new URL(target), new URL(target)];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(Number(far.port), far.hostname);
    for (const each of [socket, onward]) {
      sockets.add(each);
      each.on('error', () => undefined).on('close', () => [socket, onward].map((end) => end.destroy()));
    }
    socket.pipe(onward).pipe(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  near.port = String((server.address() as AddressInfo).port);
  near.searchParams.delete('replicaSet');
  near.searchParams.set('directConnection', 'true');
  return {
    uri: near.href,
    fail(how) {
      if (how === 'dead') server.close();
      for (const socket of sockets) {
        if (how === 'dead') socket.destroy();
        else socket.unpipe().pause();
      }
    },
  };
}
