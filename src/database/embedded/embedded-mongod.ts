/**
 * The database of a gateway that was given none: a real mongod, as a replica set of one node on a loopback port,
 * with its data kept in DATA_DIR. It owns the order of a start and the life of the process. It must not know what
 * the gateway stores, and reads no environment: whatever it needs is an option.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Randomness } from '../../foundation/randomness.js';
import { StartupError } from '../../foundation/startup-error.js';
import { cacheDirsFor } from './cache-dirs.js';
import { openDataDir, readState, recordSeries, writeState } from './data-dir.js';
import type { DataDir } from './data-dir.js';
import { describeError, showPath } from './describe.js';
import { findMongod } from './mongod-binary.js';
import type { MongodBinary } from './mongod-binary.js';
import type { MongodProcess } from './mongod-process.js';
import { applicationUri, prepareReplicaSet } from './replica-set.js';
import { mongodFailure, startMongod } from './start-mongod.js';
import type { StartedMongod, StartRequest } from './start-mongod.js';

/** A running embedded MongoDB. */
export interface EmbeddedMongod {
  /** Complete: user, password, replica set, database `portcullis`. A secret. */
  readonly uri: string;
  readonly port: number;
  /** mongod's own log. */
  readonly logFile: string;
  /** Shuts MongoDB down in good order; resolves when its processes are gone. May be called again. */
  stop(): Promise<void>;
  /** Resolves if mongod exits without stop(). */
  readonly exited: Promise<{ code: number | null; signal: string | null }>;
}

export interface EmbeddedMongodOptions {
  /** DATA_DIR; made if missing. */
  readonly dataDir: string;
  /** MONGOD_BINARY. */
  readonly mongodBinary?: string | undefined;
  /** MONGOD_CACHE_MB. Default: the least that mongod takes. */
  readonly mongodCacheMb?: number | undefined;
  /** PATH: where `mongod`, `python3` and `pip` are looked for. */
  readonly searchPath: string;
  /** HOME. */
  readonly homeDir?: string | undefined;
  /** XDG_CACHE_HOME. */
  readonly xdgCacheHome?: string | undefined;
  /** Where mongod binaries are kept, in place of the user's cache directory. */
  readonly cacheDir?: string | undefined;
  /** One line for a person at each step. */
  readonly report: (line: string) => void;
  /** How far the download of MongoDB has come. */
  readonly progress?: ((receivedBytes: number, totalBytes: number | undefined) => void) | undefined;
  readonly randomness: Randomness;
  /** A mirror of MongoDB's download host. */
  readonly downloadBaseUrl?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** After so long without a byte the download is given up. Default: 10 s. */
  readonly stallTimeoutMs?: number | undefined;
}

/** A lost connection is seen a moment before the exit that caused it. */
const exitNoticeMs = 1000;
/** A second start is needed where the old port is taken by something mute; a third, where that takes this one, too. */
const launchRounds = 3;

async function chooseBinary(
  options: EmbeddedMongodOptions,
  series: string | undefined,
): Promise<MongodBinary> {
  const dataDir = resolve(options.dataDir);
  const binary = await findMongod({
    mongodBinary: options.mongodBinary,
    searchPath: options.searchPath,
    homeDir: options.homeDir,
    cacheDirs: cacheDirsFor({ ...options, dataDir }),
    series,
    dataDir,
    downloadBaseUrl: options.downloadBaseUrl,
    stallTimeoutMs: options.stallTimeoutMs ?? 10_000,
    fetch: options.fetch ?? globalThis.fetch,
    progress: options.progress,
    report: options.report,
  });
  options.report(`Using mongod ${binary.version} from ${binary.origin}`);
  return binary;
}

/** Tells what went wrong after mongod listened: its own last words if it is gone, else the error's. */
async function prepareFailure(
  started: StartedMongod,
  dataDir: DataDir,
  error: unknown,
): Promise<StartupError> {
  const exit = await Promise.race([started.process.exit, sleep(exitNoticeMs)]);
  if (exit !== undefined) {
    return mongodFailure(exit, await readFile(dataDir.logFile, 'utf8'), dataDir.logFile, dataDir.databaseDir);
  }
  await started.process.stop();
  return new StartupError(
    `MongoDB runs on ${dataDir.databaseDir}, but could not be set up: ${describeError(error)}. ` +
      `Its log is ${dataDir.logFile}.`,
    { cause: error },
  );
}

function handleOf(uri: string, port: number, logFile: string, mongod: MongodProcess): EmbeddedMongod {
  let stopping: Promise<void> | undefined;
  const exited = new Promise<{ code: number | null; signal: string | null }>((settle) => {
    void mongod.exit.then(({ code, signal }) => {
      if (stopping === undefined) settle({ code, signal });
    });
  });
  const stop = (): Promise<void> => (stopping ??= mongod.stop());
  return { uri, port, logFile, stop, exited };
}

interface Launch extends Omit<StartRequest, 'binary' | 'preferredPort'> {
  readonly binary: MongodBinary;
  readonly preferredPort: number | undefined;
  readonly randomness: Randomness;
}

/** Starts mongod and makes it usable; nothing where it was killed on the way and must be started again. */
async function launch(request: Launch): Promise<StartedMongod | undefined> {
  const { binary, dataDir, randomness } = request;
  const started = await startMongod({ ...request, binary: binary.path });
  const { port } = started;
  try {
    await writeState(dataDir, { series: binary.series, port, gatewayPid: process.pid }, randomness);
    const outcome = await prepareReplicaSet({ port, key: dataDir.key, password: dataDir.password });
    if (outcome === 'ready') return started;
  } catch (error) {
    throw await prepareFailure(started, dataDir, error);
  }
  request.report('Something else has the last port of MongoDB: starting it again on another');
  await started.process.kill();
  return undefined;
}

/** Finds a mongod, starts it on DATA_DIR and returns when it can be used. Throws a StartupError where it cannot. */
export async function startEmbeddedMongod(options: EmbeddedMongodOptions): Promise<EmbeddedMongod> {
  if (process.platform === 'win32') {
    throw new StartupError(
      'The embedded MongoDB runs on Linux and macOS only. Set MONGODB_URI to a replica set.',
    );
  }
  const { randomness, report } = options;
  const dataDir = await openDataDir(options.dataDir, randomness);
  const state = await readState(dataDir);
  const binary = await chooseBinary(options, state?.series);
  await recordSeries(dataDir, binary.series, randomness);
  for (let round = 0; round < launchRounds; round += 1) {
    const preferredPort = (await readState(dataDir))?.port;
    const started = await launch({
      ...{ binary, dataDir, preferredPort, randomness, report },
      cacheMb: options.mongodCacheMb ?? 256,
    });
    if (started === undefined) continue;
    const { port } = started;
    report(
      `MongoDB is ready on 127.0.0.1:${port}, data in ${showPath(dataDir.databaseDir, options.homeDir)}`,
    );
    return handleOf(
      applicationUri({ port, password: dataDir.password }),
      port,
      dataDir.logFile,
      started.process,
    );
  }
  throw new StartupError(
    `MongoDB found no port that stayed free. Look for what takes the ports of 127.0.0.1; its log is ${dataDir.logFile}.`,
  );
}
