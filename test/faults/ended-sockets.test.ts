/**
 * The server ends a connection at the moment in which something is to be sent over it. Node refuses to write then, and what it throws
 * is none of the driver's errors: nothing was sent, so it is sent once more, and nobody hears of it.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';

import { connectDatabase } from '../../src/database/connect.js';
import { rawCollection } from '../../src/database/raw-collection.js';
import { createInTransaction } from '../../src/database/transaction.js';
import { createLogger } from '../../src/foundation/logger.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { startTcpProxy, type TcpProxy, throughProxy } from '../harness/tcp-proxy.js';

interface Row {
  _id: number;
  times: number;
}

const uri = freshDatabaseUri();
const sockets = new Set<Socket>();
const noteSocket = (message: unknown) => {
  const { socket } = message as { readonly socket: Socket };
  sockets.add(socket);
};
let proxy: TcpProxy;
let connection: Connection;
let model: mongoose.Model<Row>;

beforeAll(async () => {
  proxy = await startTcpProxy(Number(new URL(uri).port));
  subscribe('net.client.socket', noteSocket);
  // The one of the pool is told from that of the driver's monitor by what is sent over it.
  const through = new URL(throughProxy(uri, proxy.port));
  through.searchParams.set('maxPoolSize', '1');
  connection = await connectDatabase({
    uri: through.href,
    log: createLogger({ level: 'silent', readable: false }),
    signal: new AbortController().signal,
  });
  model = connection.model<Row>('Row', new mongoose.Schema<Row>({ _id: Number, times: Number }), 'rows');
});
afterEach(async () => {
  refusals = 0;
  await rawCollection(model).deleteMany({});
});
afterAll(async () => {
  unsubscribe('net.client.socket', noteSocket);
  await connection.dropDatabase();
  await connection.close();
  await proxy.stop();
});

/** How often Node has refused to write over a connection that the server had ended. */
let refusals = 0;
const noteRefusal = ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') refusals += 1;
};

/** Does it in the turn in which this process learns that the server has ended the connection, before the socket has closed. */
async function doAsConnectionEnds<Result>(operation: () => Promise<Result>): Promise<Result> {
  const pooled = await socketOfPool();
  pooled.on('error', noteRefusal);
  return new Promise<Result>((resolve, reject) => {
    pooled.once('end', () => {
      operation().then(resolve, reject);
    });
    for (const { port, near } of proxy.open) if (port === pooled.localPort) near.end();
  });
}

/** That over which a ping goes. */
async function socketOfPool(): Promise<Socket> {
  const written = new Map([...sockets].map((socket) => [socket, socket.bytesWritten]));
  await connection.db?.collection('padding').findOne({ padding: 'x'.repeat(10_000) });
  const [pooled] = [...sockets].filter((socket) => socket.bytesWritten - (written.get(socket) ?? 0) > 10_000);
  if (pooled === undefined) throw new Error('Nothing was sent.');
  return pooled;
}

const rows = () => rawCollection(model);

describe('a connection that the server ends', () => {
  it.each([
    ['findOne', () => rows().findOne({ _id: 1 }), { _id: 1, times: 0 }],
    ['find', () => rows().find({ times: 0 }).toArray(), [{ _id: 1, times: 0 }]],
    ['updateOne', () => rows().updateOne({ _id: 1 }, { $inc: { times: 1 } }), { modifiedCount: 1 }],
    ['insertOne', () => rows().insertOne({ _id: 2, times: 0 }), { insertedId: 2 }],
  ] as const)('at a %s: it is done, and done once', async (name, operation, expected) => {
    await rows().insertOne({ _id: 1, times: 0 });
    expect(await doAsConnectionEnds<unknown>(operation)).toMatchObject(expected);
    expect(refusals).toBe(1);
    const sum = (await rows().find().toArray()).reduce((all, { times }) => all + times, 0);
    expect(sum).toBe(name === 'updateOne' ? 1 : 0);
  });

  it.each(['first', 'second', 'commit'] as const)(
    'at the %s of a transaction: all of it stands, once',
    async (moment) => {
      await rows().insertOne({ _id: 1, times: 0 });
      const inTransaction = createInTransaction(connection);
      let isDue = true;
      const at = (here: typeof moment, operation: () => Promise<unknown>) => {
        if (here !== moment || !isDue) return operation();
        isDue = false;
        return doAsConnectionEnds(operation);
      };
      await inTransaction(async (session) => {
        const commit = session.commitTransaction.bind(session);
        session.commitTransaction = (options) => at('commit', () => commit(options)) as Promise<void>;
        await at('first', () => rows().updateOne({ _id: 1 }, { $inc: { times: 1 } }, { session }));
        await at('second', () => rows().insertOne({ _id: 2, times: 1 }, { session }));
      });
      expect(refusals).toBe(1);
      expect(await rows().find().sort({ _id: 1 }).toArray()).toEqual([
        { _id: 1, times: 1 },
        { _id: 2, times: 1 },
      ]);
    },
  );
});
