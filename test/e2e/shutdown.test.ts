import { once } from 'node:events';
import type { Socket } from 'node:net';

import { afterAll, describe, expect, it } from '@jest/globals';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { SignInDocument } from '../generated/operations.js';
import { createGatewayProcesses, isAlive, mongodPid, until } from '../harness/gateway-process.js';
import { openConnection } from '../harness/open-connection.js';
import { opened, signUp } from '../harness/people.js';
import { ROOM } from '../harness/timing.js';

const processes = createGatewayProcesses();
afterAll(() => processes.endAll());

const SECRET = 'a-secret-for-tests-that-is-long-enough';

describe('SIGTERM while the database is waited for', () => {
  async function stopWhileWaiting(moment: 'at the first try' | 'between two tries') {
    const PORT = String(await pickPort(undefined));
    const MONGODB_URI = `mongodb://127.0.0.1:${await pickPort(undefined)}/x`;
    const gateway = await processes.launch({ MONGODB_URI, SECRET, PORT });
    const statusOf = (path: string) =>
      fetch(`http://127.0.0.1:${PORT}${path}`).then(
        ({ status }) => status,
        () => undefined,
      );
    await until('it is alive', async () => (await statusOf('/health/live')) === 200);
    if (moment === 'between two tries') await gateway.logged('waiting for the database');
    expect(await statusOf('/health/ready')).toBe(503);
    const signalledAt = performance.now();
    gateway.signal('SIGTERM');
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(performance.now() - signalledAt).toBeLessThan(ROOM * 3_000);
    expect(gateway.stderr).toBe('');
    expect(gateway.log.at(-1)?.msg).toBe('stopped');
  }

  it('ends with 0, at the first try as between two', async () => {
    await Promise.all([stopWhileWaiting('at the first try'), stopWhileWaiting('between two tries')]);
  });
});

describe('SIGTERM of a gateway that serves', () => {
  it('lets connections that are open end with their next answer, once it takes no new ones', async () => {
    const lasts: Last[][] = [];
    // Anew where a busy machine was so slow to ask that it was hung up on, though not five times in a row.
    while (lasts.length < 5 && (lasts.at(-1) ?? ['late']).includes('late')) lasts.push(await endUnderLoad());
    expect(new Set(lasts.at(-1))).toEqual(new Set(['close']));
  });

  /** Of each of twenty connections how it ended. */
  async function endUnderLoad(): Promise<Last[]> {
    const gateway = await processes.launch({ SHUTDOWN_DELAY: '1ms' });
    const { url } = await gateway.ready();
    const port = Number(new URL(url).port);
    const sockets = await Promise.all(Array.from({ length: 20 }, () => openConnection(port)));
    // Also those that the kernel alone has taken when the signal comes.
    const lasts = sockets.map(askUntilClosed);
    gateway.signal('SIGTERM');
    const ended = await Promise.all(lasts);
    await expect(openConnection(port)).rejects.toThrow('ECONNREFUSED');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    return ended;
  }

  /** Told by the last answer; or late, between two answers and without one. */
  type Last = 'close' | 'late';

  /** @throws where it ends in the middle of an answer, or before the first. */
  async function askUntilClosed(socket: Socket): Promise<Last> {
    const over = new Promise<undefined>((resolve) => {
      socket.on('error', () => undefined).once('close', () => resolve(undefined));
    });
    const next = () => Promise.race([once(socket, 'data').catch(() => undefined), over]);
    for (let answers = 0; ; answers++) {
      socket.write('GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n');
      let answer = '';
      while (!answer.endsWith('}')) {
        const chunk = await next();
        if (chunk === undefined && answers > 0 && answer === '') return 'late';
        if (chunk === undefined) throw new Error(`It ended after ${answers} answers and ${answer}`);
        answer += String(chunk);
      }
      if (/^connection: close\r$/im.test(answer)) return 'close';
    }
  }
});

describe('SIGTERM while the embedded database starts', () => {
  it('ends with 0, and leaves no mongod', async () => {
    const gateway = await processes.launch({});
    const pid = await until('mongod starts', () => mongodPid(gateway.dataDir));
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    expect(isAlive(pid)).toBe(false);
    expect(gateway.stderr).toBe('');
  });
});

describe('the end of one of the two', () => {
  it('kill -9 of the gateway ends its mongod, and the next start goes on', async () => {
    const directory = await processes.makeDirectory();
    const gateway = await processes.launch({}, directory);
    const { api } = await gateway.ready();
    const person = await signUp({ api });
    const pid = await mongodPid(gateway.dataDir);
    if (pid === undefined) throw new Error('There is no mongod.');
    expect(isAlive(pid)).toBe(true);
    gateway.signal('SIGKILL');
    expect((await gateway.exit).signal).toBe('SIGKILL');
    await until('mongod ends', () => !isAlive(pid));

    const next = await (await processes.launch({}, directory)).ready();
    const { email, password } = person;
    const { signIn } = await next.api.call(SignInDocument, { input: { email, password } });
    expect(opened(signIn).userId).toBe(person.userId);
  });

  it('kill -9 of the mongod ends the gateway with 1, and its log says why', async () => {
    const gateway = await processes.launch({});
    await gateway.ready();
    process.kill((await mongodPid(gateway.dataDir)) ?? Number.NaN, 'SIGKILL');
    expect((await gateway.exit).code).toBe(1);
    expect(gateway.log.find(({ level }) => level === 'fatal')?.msg).toBe('The embedded database has gone.');
  });
});
