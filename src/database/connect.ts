/**
 * The connection to the database, and what is asked of the deployment behind it.
 * Knows no model: rooms register their own on the connection.
 */
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

import mongoose from 'mongoose';

import type { Logger } from '../foundation/logger.js';
import { StartupError } from '../foundation/startup-error.js';
import { calmPools, forgetSlowRoundTrips } from './inside-driver.js';

/** How long a request may wait for a database that does not answer. */
const SELECTION_TIMEOUT_MS = 2_500;
/** How long any one operation may take: a database that froze must not freeze its callers. */
const OPERATION_TIMEOUT_MS = 3_000;
/** Who waited for an election had a connection each; they are closed again once nobody has used them for so long. */
const IDLE_MS = 60_000;
/** Doubled after each try, which takes as long as the selection of a server may. */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 4_000;

/** Told once of the client, which then emits each command and its end. */
export type TraceCommands = (client: mongoose.mongo.MongoClient) => void;

export interface DatabaseOptions {
  readonly uri: string;
  readonly log: Logger;
  /** What the log says of it while nothing answers. */
  readonly hint?: string;
  /** How long any one operation may take; absent: three seconds. */
  readonly timeoutMs?: number | undefined;
  readonly traceCommands?: TraceCommands | undefined;
  /** Ends the wait for a database that is not there yet. */
  readonly signal: AbortSignal;
}

/**
 * Waits until the deployment answers: a database that starts later than its gateway is no failure.
 * @throws StartupError where it is a standalone server, or the URI or its credentials are refused; AbortError where
 * the wait was ended.
 */
export async function connectDatabase(options: DatabaseOptions): Promise<mongoose.Connection> {
  const connection = mongoose.createConnection();
  for (let retryMs = FIRST_RETRY_MS; ; retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)) {
    try {
      const opening = connection.openUri(options.uri, {
        autoIndex: false,
        autoCreate: false,
        bufferCommands: false,
        serverSelectionTimeoutMS: options.timeoutMs ?? SELECTION_TIMEOUT_MS,
        timeoutMS: options.timeoutMs ?? OPERATION_TIMEOUT_MS,
        appName: 'portcullis',
        ...(!saysHowLongIdle.test(options.uri) && { maxIdleTimeMS: IDLE_MS }),
        ...(options.traceCommands && { monitorCommands: true }),
      });
      await unlessAborted(opening, options.signal);
      break;
    } catch (error) {
      const closing = connection.close().catch(() => undefined);
      // Nobody waits for what is given up.
      options.signal.throwIfAborted();
      await closing;
      if (!isOutOfReach(error)) throw refusedDatabase(error);
      options.log.warn({ reason: messageOf(error), hint: options.hint }, 'waiting for the database');
      await setTimeout(retryMs, undefined, { signal: options.signal });
    }
  }
  await refuseStandalone(connection);
  const client = connection.getClient();
  forgetSlowRoundTrips(client);
  calmPools(client);
  options.traceCommands?.(client);
  return connection;
}

/** Whoever runs the database may know better. */
const saysHowLongIdle = /[?&]maxIdleTimeMS=/i;

/** @throws AbortError at once, however long the work would take. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  work.catch(() => undefined);
  const settled = new AbortController();
  try {
    const aborted = once(signal, 'abort', { signal: settled.signal }).catch(() => undefined);
    if (!signal.aborted) await Promise.race([work, aborted]);
    signal.throwIfAborted();
    return await work;
  } finally {
    settled.abort();
  }
}

/** For readiness. @throws whatever the driver does where the primary does not answer within 2.5 seconds. */
export async function pingDatabase(connection: mongoose.Connection): Promise<void> {
  await connection.db?.command({ ping: 1 }, { timeoutMS: SELECTION_TIMEOUT_MS });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

function isOutOfReach(error: unknown): boolean {
  const { MongoServerSelectionError, MongoNetworkError } = mongoose.mongo;
  const unreachable = [
    MongoServerSelectionError,
    MongoNetworkError,
    mongoose.Error.MongooseServerSelectionError,
  ];
  return unreachable.some((kind) => error instanceof kind);
}

function refusedDatabase(error: unknown): StartupError {
  return new StartupError(`The database at MONGODB_URI refuses: ${messageOf(error)}`, { cause: error });
}

/** Transactions and change streams need a replica set; a sharded cluster has them too. */
async function refuseStandalone(connection: mongoose.Connection): Promise<void> {
  const hello = await connection.db?.admin().command({ hello: 1 });
  if (hello?.['setName'] !== undefined || hello?.['msg'] === 'isdbgrid') return;
  await connection.close();
  throw new StartupError(
    [
      'MONGODB_URI names a standalone server, but transactions and change streams need a replica set.',
      'One node is enough. To make this server one, keep its data and run it with a set name:',
      '',
      '  mongod --replSet rs0 --dbpath <its data directory>     (or replication.replSetName: rs0 in mongod.conf)',
      '  mongosh --eval "rs.initiate()"',
      '',
      'Then start again. Without MONGODB_URI, an embedded database is used that needs none of this.',
    ].join('\n'),
  );
}
