/**
 * The server stands still while the driver introduces itself, so that its first round trip takes longer than an operation may, and
 * the connection by which the driver would measure the next is refused: once the server is back, it is worked with.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Connection } from 'mongoose';

import { connectDatabase } from '../../src/database/connect.js';
import { createLogger } from '../../src/foundation/logger.js';
import { mongodPid, until } from '../harness/gateway-process.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { startTcpProxy, type TcpProxy, throughProxy } from '../harness/tcp-proxy.js';

/** Of an operation. */
const LIMIT_MS = 1_500;

let mongod: OwnMongod;
let proxy: TcpProxy;
let connection: Connection;
beforeAll(async () => {
  mongod = await startOwnMongod('handshake');
  proxy = await startTcpProxy(Number(new URL(mongod.uri).port));
  const uri = new URL(throughProxy(mongod.uri, proxy.port));
  // As often as may be, so that nobody waits for it.
  uri.searchParams.set('heartbeatFrequencyMS', '500');
  connection = await connectDatabase({
    ...{ uri: uri.href, timeoutMs: LIMIT_MS, log: createLogger({ level: 'silent', readable: false }) },
    signal: new AbortController().signal,
  });
});
afterAll(async () => {
  await connection.close();
  await proxy.stop();
  await mongod.stop();
});

/** So many that were at least as long as that, as the driver tells it. */
function heartbeats(count: number, ms = 0): Promise<void> {
  return new Promise((resolve) => {
    const client = connection.getClient();
    let seen = 0;
    const note = ({ duration }: { readonly duration: number }) => {
      if (duration >= ms) seen += 1;
      if (seen < count) return;
      client.off('serverHeartbeatSucceeded', note);
      resolve();
    };
    client.on('serverHeartbeatSucceeded', note);
  });
}

const isAnswered = () =>
  connection.db?.command({ ping: 1 }).then(
    () => true,
    () => false,
  );

describe('a round trip that took longer than an operation may', () => {
  it('is not held against the server for ever', async () => {
    expect(await isAnswered()).toBe(true);
    const pid = (await mongodPid(mongod.directory)) ?? 0;
    const slow = heartbeats(1, LIMIT_MS);
    process.kill(pid, 'SIGSTOP');
    try {
      proxy.cut();
      await until('the driver comes again', () => proxy.open.size > 0);
      await sleep(2 * LIMIT_MS);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await slow;
    let refused = 0;
    const known = new Set([...proxy.open].map(({ port }) => port));
    proxy.treat(({ port }) => {
      if (known.has(port)) return 'passed';
      refused += 1;
      return 'refused';
    });
    await until('the next measurement is refused', () => refused > 0);
    proxy.treat(() => 'passed');
    // What the driver remembers.
    await heartbeats(11);
    await until('it is worked with', isAnswered, 60_000);
  });
});
