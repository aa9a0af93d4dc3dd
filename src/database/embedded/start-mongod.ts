/**
 * Brings mongod up on the data directory: picks the port, waits until mongod says that it listens, and tells a
 * lock held by another gateway from a port that is taken and from data that cannot be opened. mongod's own lock is
 * the judge of who may open the data.
 */
import { open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../../foundation/startup-error.js';
import type { DataDir } from './data-dir.js';
import { pickPort } from './free-port.js';
import { isListening, isLocked, isPortTaken, lastError } from './mongod-log.js';
import { launchMongod } from './mongod-process.js';
import type { MongodExit, MongodProcess } from './mongod-process.js';
import { PredecessorWait } from './predecessor-wait.js';
import { setName } from './replica-set.js';

export interface StartRequest {
  readonly binary: string;
  readonly dataDir: DataDir;
  readonly preferredPort: number | undefined;
  readonly cacheMb: number;
  readonly report: (line: string) => void;
}

/** A mongod that listens; whether its replica set is in order is not yet known. */
export interface StartedMongod {
  readonly port: number;
  readonly process: MongodProcess;
}

type Attempt =
  | { readonly kind: 'started'; readonly process: MongodProcess }
  | { readonly kind: 'locked' | 'portTaken' }
  | { readonly kind: 'failed'; readonly log: string; readonly exit: MongodExit };

const lookPauseMs = 15;
const patienceLineMs = 10_000;
const portTries = 5;
const staleLogMs = 60_000;

function mongodArguments({ dataDir, cacheMb }: StartRequest, port: number): string[] {
  return [
    ...[
      '--replSet',
      setName,
      '--bind_ip',
      '127.0.0.1',
      '--port',
      String(port),
      '--dbpath',
      dataDir.databaseDir,
    ],
    // The loopback port is open to every user of the machine; the localhost exception would make the first an admin.
    ...[
      '--keyFile',
      dataDir.keyFile,
      '--setParameter',
      'enableLocalhostAuthBypass=0',
      '--nounixsocket',
      '--noscripting',
    ],
    // 6.0.5 gives out memory to unauthenticated peers through zlib (CVE-2025-14847); loopback gains nothing by it.
    ...['--networkMessageCompressors', 'disabled'],
    // MongoDB would take half of the memory for its cache, and 5 % of the disk for the oplog.
    ...['--wiredTigerCacheSizeGB', String(cacheMb / 1_024), '--oplogSize', '256', '--quiet'],
    ...['--setParameter', 'diagnosticDataCollectionEnabled=false'],
    // By itself ten times a second, a third of what it took when idle. What is acknowledged does not wait for it (mayBeLost does not either).
    ...['--journalCommitInterval', '500'],
    // The journal as one file of 32 MB in place of three of 100: a restart reads it (measured: 0.9 s, not 1.5 s).
    ...['--wiredTigerEngineConfigString', 'log=(file_max=32MB,prealloc=false)'],
  ];
}

const readLog = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

async function attempt(request: StartRequest, port: number): Promise<Attempt> {
  const { binary, dataDir, report } = request;
  const logFile = dataDir.startingLogFile;
  const handle = await open(logFile, 'w', 0o600);
  const command = [binary, ...mongodArguments(request, port)];
  const process = launchMongod(command, handle.fd, dataDir.root);
  await handle.close();
  let nextPatienceLine = Date.now() + patienceLineMs;
  for (;;) {
    const exit = await Promise.race([process.exit, sleep(lookPauseMs)]);
    const log = await readLog(logFile);
    if (exit !== undefined) {
      if (isLocked(log)) return { kind: 'locked' };
      return isPortTaken(log) ? { kind: 'portTaken' } : { kind: 'failed', log, exit };
    }
    if (isListening(log)) return { kind: 'started', process };
    if (Date.now() > nextPatienceLine) {
      // No time limit: after a crash the journal is replayed, and killing mongod meanwhile would only start it over.
      report('MongoDB is still starting (after a crash it first mends its data)');
      nextPatienceLine = Date.now() + patienceLineMs;
    }
  }
}

/** The log of this run takes the usual name; the last run's is kept for a look at what happened, older ones go. */
async function adoptLog(dataDir: DataDir): Promise<void> {
  await rename(dataDir.logFile, dataDir.previousLogFile).catch(() => undefined);
  await rename(dataDir.startingLogFile, dataDir.logFile);
  for (const name of await readdir(dataDir.root)) {
    if (!/^mongodb\.starting-\w+\.log$/.test(name)) continue;
    const file = join(dataDir.root, name);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > staleLogMs) await rm(file, { force: true });
  }
}

function howItEnded({ code, signal, error }: MongodExit): string {
  if (error !== undefined) return `it could not be started (${error.message})`;
  return signal === null ? `it ended with exit code ${code ?? 'unknown'}` : `it was ended by ${signal}`;
}

/** What to tell when mongod is gone though it should run; `logFile` is where its whole log is. */
export function mongodFailure(
  exit: MongodExit,
  log: string,
  logFile: string,
  databaseDir: string,
): StartupError {
  const words = lastError(log);
  return new StartupError(
    `MongoDB cannot run on ${databaseDir}: ${words ?? howItEnded(exit)}. Its whole log is ${logFile}. ` +
      'Check that the disk has room, that this user may write the directory, and that nothing has damaged it ' +
      '(restore a backup, or set DATA_DIR to an empty directory to start afresh).',
  );
}

async function keepFailedLog(dataDir: DataDir): Promise<string> {
  await rename(dataDir.startingLogFile, dataDir.failedLogFile);
  return dataDir.failedLogFile;
}

/** Starts mongod, or throws a StartupError that says why it does not run. */
export async function startMongod(request: StartRequest): Promise<StartedMongod> {
  const { dataDir, report } = request;
  const predecessor = new PredecessorWait(dataDir, report);
  let takenPorts = 0;
  for (;;) {
    const port = await pickPort(takenPorts === 0 ? request.preferredPort : undefined);
    const outcome = await attempt(request, port);
    if (outcome.kind === 'started') {
      await adoptLog(dataDir);
      return { port, process: outcome.process };
    }
    if (outcome.kind === 'failed' || takenPorts === portTries) {
      const logFile = await keepFailedLog(dataDir);
      const exit = outcome.kind === 'failed' ? outcome.exit : { code: null, signal: null };
      throw mongodFailure(exit, await readLog(logFile), logFile, dataDir.databaseDir);
    }
    await rm(dataDir.startingLogFile, { force: true });
    if (outcome.kind === 'portTaken') takenPorts += 1;
    else await predecessor.wait();
  }
}
