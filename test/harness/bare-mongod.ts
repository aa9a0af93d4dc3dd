/** Databases that are not as the gateway wants them: no replica set, or not there yet. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { isListening } from '../../src/database/embedded/mongod-log.js';
import { until } from './gateway-process.js';
import { findMongodPath } from './mongod-path.js';

export interface BareMongod {
  readonly uri: string;
  stop(): Promise<void>;
}

/** A mongod without a replica set and without authentication. */
export async function startStandaloneMongod(directory: string): Promise<BareMongod> {
  const path = await findMongodPath(directory);
  const [port, dbPath] = [await pickPort(undefined), join(directory, 'standalone')];
  await mkdir(dbPath);
  const place = ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dbPath, '--nounixsocket'];
  const child = spawn(path, place, { stdio: ['ignore', 'pipe', 'ignore'] });
  const exited = once(child, 'exit');
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  await until('the standalone mongod listens', () => isListening(log));
  return {
    uri: `mongodb://127.0.0.1:${port}/portcullis`,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export interface LateDatabase {
  readonly uri: string;
  /** From now on it is there. */
  appear(): Promise<void>;
  stop(): Promise<void>;
}

/** A database at a port where nobody listens, until it appears: a pipe to the one of `uri`. */
export async function createLateDatabase(uri: string): Promise<LateDatabase> {
  const [target, late] = [new URL(uri), new URL(uri)];
  late.port = String(await pickPort(undefined));
  // The replica set would tell the driver where its node really is.
  late.searchParams.delete('replicaSet');
  late.searchParams.set('directConnection', 'true');
  const pipe = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    near.on('error', () => far.destroy()).on('close', () => far.destroy());
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.pipe(far).pipe(near);
  });
  return {
    uri: late.href,
    appear: () => new Promise((resolve) => pipe.listen(Number(late.port), '127.0.0.1', resolve)),
    stop: () => new Promise((resolve, reject) => pipe.close((error) => (error ? reject(error) : resolve()))),
  };
}
