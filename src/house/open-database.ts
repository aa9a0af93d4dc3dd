/** The database of the settings: a gateway's own, or as a guest of the gateway that runs the embedded one. */
import type { Config } from '../config/config.js';
import { type EmbeddedMongod, startEmbeddedMongod } from '../database/embedded/embedded-mongod.js';
import { findRunningMongod } from '../database/embedded/running-mongod.js';
import { type OpenDatabase, openDatabase } from '../database/open-database.js';
import type { Parts } from './ground.js';

/** Starts the embedded one where MONGODB_URI is not set. @throws StartupError where the database cannot be had. */
export async function openOwnDatabase(config: Config, parts: Parts): Promise<OpenDatabase> {
  if (parts.hostedDatabase !== undefined) {
    await parts.hostedDatabase(parts.signal);
    return openSharedDatabase(config, parts);
  }
  return open(config, parts, config.mongodbUri);
}

/** The embedded one for guests alone, without a connection of its own. @returns undefined where MONGODB_URI is set. @throws StartupError likewise. */
export async function hostDatabase(config: Config, parts: Parts): Promise<EmbeddedMongod | undefined> {
  if (config.mongodbUri !== undefined) return undefined;
  const mongod = await startEmbeddedMongod({ ...config, ...parts });
  void mongod.exited.then(() => {
    tellLost(parts);
  });
  return mongod;
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
  const { dataDir, mongodBinary, mongodCacheMb, searchPath, homeDir, xdgCacheHome } = config;
  const { log, randomness, signal, report, progress, databaseTimeoutMs: timeoutMs } = parts;
  const traceCommands = parts.telemetry?.traceCommands;
  const onLost = () => {
    tellLost(parts);
  };
  const place = { mongodbUri, dataDir, mongodBinary, mongodCacheMb, searchPath, homeDir, xdgCacheHome };
  return openDatabase({
    ...{ place, log, timeoutMs, randomness, signal, report, progress, onLost, traceCommands },
  });
}

function tellLost({ onFatal }: Parts): void {
  onFatal('The embedded database has gone.');
}
