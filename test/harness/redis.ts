/** A real Redis of the test's own, where this machine has one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createClient } from '@redis/client';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from './gateway-process.js';

export interface TestRedis {
  readonly url: string;
  /** As redis-cli sends it. @throws what Redis refuses. */
  ask(...command: readonly string[]): Promise<unknown>;
  /** Stops answering without closing a connection. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/** Whether it is on the PATH (`apt-get install redis-server`). */
export function hasRedis(): boolean {
  return spawnSync('redis-server', ['--version']).status === 0;
}

export async function startRedis(at?: number): Promise<TestRedis> {
  const port = at ?? (await pickPort(undefined));
  const place = [
    ...['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
    ...['--dbfilename', `portcullis-${port}.rdb`],
  ];
  // What one writes when another replicates it has no place in the repository.
  const child = spawn('redis-server', place, { cwd: tmpdir(), stdio: ['ignore', 'pipe', 'ignore'] });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (log += text));
  await until('Redis listens', () => log.includes('Ready to accept connections'));
  return {
    url: `redis://127.0.0.1:${port}`,
    async ask(...command) {
      const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
      try {
        return await client.sendCommand([...command]);
      } finally {
        client.destroy();
      }
    },
    freeze: () => child.kill('SIGSTOP'),
    thaw: () => child.kill('SIGCONT'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      await rm(join(tmpdir(), `portcullis-${port}.rdb`), { force: true });
    },
  };
}
