/** Connections that an election or a crowd has opened do not stay for ever. */
import { once } from 'node:events';
import timers from 'node:timers';
import { setTimeout as sleep } from 'node:timers/promises';

import { expect, it, jest } from '@jest/globals';
import type { Connection } from 'mongoose';

import { connectDatabase } from '../../src/database/connect.js';
import { createLogger } from '../../src/foundation/logger.js';
import { freshDatabaseUri } from '../harness/database-uri.js';

async function connected(query: string, work: (connection: Connection) => Promise<void>): Promise<void> {
  const uri = `${freshDatabaseUri()}${query}`;
  const log = createLogger({ level: 'silent', readable: false });
  const connection = await connectDatabase({ uri, log, signal: new AbortController().signal });
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

it('closes those that nobody has used for a minute', () =>
  connected('', (connection) => {
    expect(connection.getClient().options.maxIdleTimeMS).toBe(60_000);
    return Promise.resolve();
  }));

it('closes them earlier or later where the URI says so', () =>
  connected('&maxIdleTimeMS=200', async (connection) => {
    const client = connection.getClient();
    const closed = once(client, 'connectionClosed') as Promise<[{ readonly reason: string }]>;
    await Promise.all(Array.from({ length: 10 }, () => client.db().command({ ping: 1 })));
    const [{ reason }] = await closed;
    expect(reason).toBe('idle');
  }));

it('sees to it once a second, and not ten times, while nobody asks anything', () =>
  connected('', async (connection) => {
    await connection.getClient().db().command({ ping: 1 });
    const set = jest.spyOn(timers, 'setTimeout');
    await sleep(1_000);
    const looks = set.mock.calls.filter(([work]) => String(work).includes('ensureMinPoolSize'));
    set.mockRestore();
    expect([1, 2]).toContain(looks.length);
  }));
