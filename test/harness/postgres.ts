/** A real PostgreSQL of the test's own, where this machine has one. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from './gateway-process.js';
import { findProgram } from './programs.js';

export interface TestPostgres {
  /** Of the database `app`, for this login. */
  urlFor(user: string): string;
  /** Runs SQL in that database as its owner. @returns what psql prints: rows, with a bar between columns. @throws with what it refuses. */
  run(sql: string): string;
  stop(): Promise<void>;
}

/** Debian keeps servers of several versions beside each other, off the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** @returns the folder of the server's programs; undefined where this machine has none. */
export function findPostgres(): string | undefined {
  const initdb = findProgram('initdb');
  if (initdb !== undefined) return join(initdb, '..');
  try {
    return readdirSync(DEBIAN)
      .map((version) => `${DEBIAN}/${version}/bin`)
      .at(-1);
  } catch {
    return undefined;
  }
}

export async function startPostgres(programs: string): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-postgres-'));
  const user = owner();
  if (user !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const run = { cwd: '/', ...user };
  const port = await pickPort(undefined);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'],
    { ...run, stdio: 'ignore' },
  );
  const place = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'];
  const child = spawn(join(programs, 'postgres'), place, { ...run, stdio: ['ignore', 'ignore', 'pipe'] });
  await listening(child);
  const urlFor = (name: string, database = 'app') => `postgres://${name}@127.0.0.1:${port}/${database}`;
  const ask = (url: string, sql: string) =>
    execFileSync('psql', ['-X', '-qAt', '-v', 'ON_ERROR_STOP=1', url], {
      input: sql,
      stdio: 'pipe',
      encoding: 'utf8',
    });
  ask(urlFor('postgres', 'postgres'), 'create database app');
  return {
    urlFor: (name) => urlFor(name),
    run: (sql) => ask(urlFor('postgres'), sql),
    async stop() {
      const exited = once(child, 'exit');
      // At once, without waiting for those who are connected.
      child.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL does not run as root: as whom then. */
function owner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (kind: string) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function listening(child: ChildProcess): Promise<void> {
  let log = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  await until('PostgreSQL listens', () => {
    if (child.exitCode !== null) throw new Error(log);
    return log.includes('ready to accept connections');
  });
}
