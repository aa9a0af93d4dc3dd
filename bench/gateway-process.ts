/** Starts the built gateway as a process of its own, as its users do, with an embedded mongod in a directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { settings } from '../src/config/settings.js';
import { findRunningMongod } from '../src/database/embedded/running-mongod.js';
import { repository } from './build.js';
import { type Cleanup, endProcess, hasEnded } from './cleanup.js';
import { findMongods, isAlive } from './process-cpu.js';

export interface GatewayProcess {
  readonly pid: number;
  readonly port: number;
  readonly dataDir: string;
}

/** Includes MongoDB's download, where there is no mongod yet. */
const startLimitMs = 180_000;
const stopLimitMs = 12_000;
const mongodEndLimitMs = 35_000;
const lookPauseMs = 50;

/**
 * @param built the repository whose build is started.
 * @throws Error with the gateway's last words where it does not get ready.
 */
export async function startGatewayProcess(
  changed: Readonly<Record<string, string>>,
  cleanup: Cleanup,
  built = repository,
): Promise<GatewayProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  cleanup.add(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  const logFile = join(directory, 'gateway.log');
  const child = launch(join(built, 'dist/main.js'), directory, logFile, changed);
  cleanup.add(() => stop(child));
  const port = await waitUntilReady(child, logFile);
  if (child.pid === undefined) throw new Error('The gateway has no process id.');
  return { pid: child.pid, port, dataDir: dataDirIn(directory) };
}

/** @returns where the mongod of one that was started is reached. */
export async function findDatabaseOf({ dataDir }: Pick<GatewayProcess, 'dataDir'>): Promise<string> {
  const uri = await findRunningMongod(dataDir, randomBytes);
  if (uri === undefined) throw new Error('The gateway runs no database.');
  return uri;
}

const dataDirIn = (directory: string) => join(directory, 'data');

/** Standard output is a file, and no terminal: the lines are JSON, and writing them is part of what is measured. */
function launch(
  main: string,
  directory: string,
  logFile: string,
  changed: Readonly<Record<string, string>>,
): ChildProcess {
  const log = openSync(logFile, 'w');
  const child = spawn(process.execPath, [main], {
    // Not the repository, whose .env would change the figures.
    cwd: directory,
    env: { ...gatewayEnvironment(directory), ...changed },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  return child;
}

/** Only where mongod lies is taken from the caller's settings: the others would change the figures unseen. */
function gatewayEnvironment(directory: string): NodeJS.ProcessEnv {
  const names = new Set<string>(Object.values(settings).map(({ env }) => env));
  names.delete(settings.mongodBinary.env);
  const inherited = Object.entries(process.env).filter(([name]) => !names.has(name));
  return {
    ...Object.fromEntries(inherited),
    PORT: '0',
    HOST: '127.0.0.1',
    DATA_DIR: dataDirIn(directory),
    LOG_LEVEL: 'info',
    SHUTDOWN_DELAY: '0',
    RATE_LIMIT: 'false',
  };
}

async function waitUntilReady(child: ChildProcess, logFile: string): Promise<number> {
  const deadline = performance.now() + startLimitMs;
  while (performance.now() < deadline) {
    const log = readFileSync(logFile, 'utf8');
    const port = readyPort(log);
    if (port !== undefined) return port;
    if (hasEnded(child)) throw new Error(`The gateway ended:\n${lastWords(log)}`);
    await sleep(lookPauseMs);
  }
  throw new Error(
    `The gateway was not ready within ${startLimitMs / 1000} s:\n${lastWords(readFileSync(logFile, 'utf8'))}`,
  );
}

function readyPort(log: string): number | undefined {
  const line = log.split('\n').find((text) => text.startsWith('{') && text.endsWith('"msg":"ready"}'));
  return line === undefined ? undefined : (JSON.parse(line) as { port: number }).port;
}

const lastWords = (log: string) => log.trimEnd().split('\n').slice(-20).join('\n');

/** The directory can go when mongod is gone: it outlives a gateway that had to be killed for a moment. */
async function stop(child: ChildProcess): Promise<void> {
  const mongods = child.pid === undefined ? [] : findMongods(child.pid);
  await endProcess(child, stopLimitMs);
  const deadline = performance.now() + mongodEndLimitMs;
  while (mongods.some(isAlive) && performance.now() < deadline) await sleep(lookPauseMs);
}
