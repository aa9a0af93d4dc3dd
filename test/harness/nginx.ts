/** A real nginx before the gateway and a service, with the configuration that deploy/nginx shows. */
import { type ChildProcess, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from './gateway-process.js';
import { findProgram } from './programs.js';

const samples = fileURLToPath(new URL('../../deploy/nginx', import.meta.url));

/** @returns undefined where this machine has no nginx. */
export function findNginx(): string | undefined {
  return findProgram('nginx');
}

export interface Nginx {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param gatewayUrl and serviceUrl of what it stands in front of. */
export async function startNginx(program: string, gatewayUrl: string, serviceUrl: string): Promise<Nginx> {
  const port = await pickPort(undefined);
  const sample = await readFile(join(samples, 'portcullis.conf'), 'utf8');
  const site = [
    ['server 127.0.0.1:4000;', `server ${new URL(gatewayUrl).host};`],
    ['server 127.0.0.1:3000;', `server ${new URL(serviceUrl).host};`],
    ['listen 127.0.0.1:8080;', `listen 127.0.0.1:${port};`],
  ].reduce((text, [from = '', to = '']) => replaceOnce(text, from, to), sample);
  return run(program, { site, port, path: '/public/' });
}

/** Before two gateways, with the configuration of deploy/compose; their addresses are known here, and not asked of Docker. */
export async function startBalancer(program: string, ports: readonly [number, number]): Promise<Nginx> {
  const port = await pickPort(undefined);
  const sample = await readFile(
    fileURLToPath(new URL('../../deploy/compose/nginx.conf', import.meta.url)),
    'utf8',
  );
  const named = replaceOnce(sample, 'resolver 127.0.0.11 valid=2s;', '').replaceAll(
    /gateway-(\d):4000 resolve/g,
    (_, number) => `127.0.0.1:${ports[Number(number) - 1] ?? 0}`,
  );
  const site = [['listen 8080;', `listen 127.0.0.1:${port};`]].reduce(
    (text, [from = '', to = '']) => replaceOnce(text, from, to),
    named,
  );
  return run(program, { site, port, path: '/health/ready' });
}

interface Site {
  readonly site: string;
  readonly port: number;
  /** What answers once it serves. */
  readonly path: string;
}

async function run(program: string, { site, port, path }: Site): Promise<Nginx> {
  const prefix = await mkdtemp(join(tmpdir(), 'portcullis-nginx-'));
  await cp(samples, prefix, { recursive: true });
  await writeFile(join(prefix, 'portcullis.conf'), site);
  await writeFile(join(prefix, 'nginx.conf'), mainConfiguration);
  const child = spawn(program, ['-p', prefix, '-c', 'nginx.conf', '-e', 'stderr'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await end(child);
    await rm(prefix, { recursive: true, force: true });
  };
  await whenServing(child, `${url}${path}`).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { url, stop };
}

/** Everything it writes is in its prefix, and it stays in the foreground as one process, of whoever runs the test. */
const mainConfiguration = `
daemon off;
master_process off;
pid nginx.pid;
error_log stderr warn;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include portcullis.conf;
}
`;

function replaceOnce(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`The sample does not hold "${from}" once.`);
  return text.replace(from, to);
}

async function whenServing(child: ChildProcess, url: string): Promise<void> {
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await until('nginx', async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${told}`);
    return fetch(url).then(
      () => true,
      () => false,
    );
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
