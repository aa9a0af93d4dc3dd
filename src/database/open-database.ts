import type { Connection } from 'mongoose';

import type { Config } from '../config/config.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import { connectDatabase } from './connect.js';
import { startEmbeddedMongod } from './embedded/embedded-mongod.js';

export interface OpenDatabase {
  readonly connection: Connection;
  readonly isEmbedded: boolean;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly randomness: Randomness;
  readonly signal: AbortSignal;
  /** A line for whoever waits for the start. */
  readonly report: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** The embedded database went away by itself. */
  readonly onLost: () => void;
}

/** The deployment of MONGODB_URI, or the embedded one. */
export async function openDatabase(options: OpenDatabaseOptions): Promise<OpenDatabase> {
  const { config, log, signal } = options;
  if (config.mongodbUri !== undefined) {
    const connection = await connectDatabase({ uri: config.mongodbUri, log, signal });
    return { connection, isEmbedded: false, close: () => connection.close() };
  }
  const { dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome } = config;
  const { randomness, report, progress } = options;
  const places = { dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome };
  const mongod = await startEmbeddedMongod({ ...places, randomness, report, progress });
  void mongod.exited.then(options.onLost);
  const connection = await connectDatabase({ uri: mongod.uri, log, signal });
  return {
    connection,
    isEmbedded: true,
    async close() {
      await connection.close();
      await mongod.stop();
    },
  };
}
