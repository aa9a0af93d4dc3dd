/** The database of the settings: a gateway's own, or as a guest of the gateway that runs the embedded one. */
import type { Config } from '../config/config.js';
import { findRunningMongod } from '../database/embedded/running-mongod.js';
import { type OpenDatabase, openDatabase } from '../database/open-database.js';
import type { Parts } from './ground.js';

/** Starts the embedded one where MONGODB_URI is not set. @throws StartupError where the database cannot be had. */
export function openOwnDatabase(config: Config, parts: Parts): Promise<OpenDatabase> {
  return open(config, parts, config.mongodbUri);
}

/** The embedded one belongs to one process: where a gateway runs it, this one is its guest. @throws StartupError likewise. */
export async function openSharedDatabase(config: Config, parts: Parts): Promise<OpenDatabase> {
  return open(
    config,
    parts,
    config.mongodbUri ?? (await findRunningMongod(config.dataDir, parts.randomness)),
  );
}

function open(config: Config, parts: Parts, mongodbUri: string | undefined): Promise<OpenDatabase> {
  const { dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome } = config;
  const { log, randomness, signal, report, progress, databaseTimeoutMs: timeoutMs } = parts;
  const onLost = () => {
    parts.onFatal('The embedded database has gone.');
  };
  const place = { mongodbUri, dataDir, mongodBinary, searchPath, homeDir, xdgCacheHome };
  return openDatabase({ place, log, timeoutMs, randomness, signal, report, progress, onLost });
}
