import type { Connection } from 'mongoose';

import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import { connectDatabase, type TraceCommands } from './connect.js';
import { type EmbeddedMongodOptions, startEmbeddedMongod } from './embedded/embedded-mongod.js';

/** Connected already; `close` also ends the embedded mongod, which nobody else may stop. */
export interface OpenDatabase {
  readonly connection: Connection;
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

/** Where the database is, as the configuration says it. */
interface DatabasePlace extends Pick<
  EmbeddedMongodOptions,
  'dataDir' | 'mongodBinary' | 'mongodCacheMb' | 'searchPath' | 'homeDir' | 'xdgCacheHome'
> {
  /** Absent: the embedded one. */
  readonly mongodbUri: string | undefined;
}

export interface OpenDatabaseOptions {
  readonly place: DatabasePlace;
  readonly log: Logger;
  /** Of any one operation; absent: as connect.ts has it. */
  readonly timeoutMs?: number | undefined;
  readonly randomness: Randomness;
  readonly signal: AbortSignal;
  /** A line for whoever waits for the start. */
  readonly report: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** Handed a client that tells of its commands. */
  readonly traceCommands?: TraceCommands | undefined;
  /** The embedded database went away by itself. */
  readonly onLost: () => void;
}

const unreachableHint =
  'See that MONGODB_URI is right, replicaSet included, and that its servers run, can be reached from here and have a primary, or leave it unset for the embedded one.';

/** The deployment of MONGODB_URI, or the embedded one. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { place, log, signal, timeoutMs, traceCommands } = options;
  const { mongodbUri, ...embeddedPlace } = place;
  if (mongodbUri !== undefined) {
    const to = { uri: mongodbUri, log, hint: unreachableHint, timeoutMs, signal, traceCommands };
    const connection = await connectDatabase(to);
    return { connection, isEmbedded: false, close: () => connection.close() };
  }
  const { randomness, report, progress } = options;
  const mongod = await startEmbeddedMongod({ ...embeddedPlace, randomness, report, progress });
  void mongod.exited.then(options.onLost);
  const to = { uri: mongod.uri, log, timeoutMs, signal, traceCommands };
  const connection = await connectDatabase(to).catch(async (error: unknown) => {
    await mongod.stop();
    throw error;
  });
  return {
    connection,
    isEmbedded: true,
    async close() {
      await connection.close();
      await mongod.stop();
    },
  };
}
