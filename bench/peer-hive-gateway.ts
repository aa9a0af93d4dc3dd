/** Hive Gateway as a process of its own: it verifies our access tokens by our key set, and proxies one upstream. */
import { spawn } from 'node:child_process';
import { closeSync, copyFileSync, openSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess, hasEnded } from './cleanup.js';
import { installPeer } from './install-peer.js';

const packages = { '@graphql-hive/gateway': '2.15.1' };

export const hiveName = `Hive Gateway ${packages['@graphql-hive/gateway']}`;

interface HiveOptions {
  readonly upstreamUrl: string;
  readonly sdl: string;
  readonly keySetUrl: string;
  /** What access tokens have to say. */
  readonly issuer: string;
  readonly audience: string;
}

const startLimitMs = 180_000;
const stopLimitMs = 5_000;
const lookPauseMs = 100;

/** @throws Error where it cannot be installed or does not start. */
export async function startHiveGateway(options: HiveOptions, cleanup: Cleanup) {
  const directory = await installPeer(`hive-gateway-${packages['@graphql-hive/gateway']}`, packages, cleanup);
  const config = fileURLToPath(new URL('peer-hive-gateway-config.js', import.meta.url));
  copyFileSync(config, join(directory, 'gateway.config.js'));
  writeFileSync(join(directory, 'schema.graphql'), options.sdl);
  const [port, logFile] = [await findFreePort(), join(directory, 'server.log')];
  const log = openSync(logFile, 'w');
  const program = join(directory, 'node_modules/@graphql-hive/gateway/dist/bin.js');
  const args = ['proxy', '--host', '127.0.0.1', '--port', String(port), '--disable-websockets'];
  const child = spawn(process.execPath, [program, ...args], {
    cwd: directory,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'production', PEER_UPSTREAM: options.upstreamUrl },
      ...{ PEER_KEY_SET: options.keySetUrl, PEER_ISSUER: options.issuer, PEER_AUDIENCE: options.audience },
    },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  cleanup.add(() => endProcess(child, stopLimitMs));
  const deadline = performance.now() + startLimitMs;
  while (!(await answers(port))) {
    if (hasEnded(child) || performance.now() > deadline)
      throw new Error(`${hiveName} does not answer; ${logFile} says why.`);
    await sleep(lookPauseMs);
  }
  if (child.pid === undefined) throw new Error(`${hiveName} has no process.`);
  return { pid: child.pid, port };
}

/** It is told its port, and does not tell the one that it was given for 0. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** Its readiness asks the upstream for more than that has bytes for. */
async function answers(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/healthcheck`).catch(() => undefined);
  return answer?.ok === true;
}
