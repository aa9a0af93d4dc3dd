/** A real Keycloak: Maven brings it, Java runs it on loopback with the H2 database of its development mode. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from '../harness/gateway-process.js';

const runFile = promisify(execFile);

export const keycloakVersion = '26.7.0';

const administrator = { username: 'admin', password: 'admin' };
/** Its first start compiles it and makes its tables: minutes, where others are at work. */
const START_WITHIN_MS = 600_000;

export interface KeycloakServer {
  readonly url: string;
  /** Its admin API, below `/admin/realms`. @returns the body; where there is none, the id in Location. @throws with what it says. */
  admin(method: string, path: string, body?: object): Promise<unknown>;
  /** Ends the server, and has `kc.sh export` write the realm `shop`. @returns the files, by name. */
  export(
    users: 'realm_file' | 'different_files',
    usersPerFile?: number,
  ): Promise<ReadonlyMap<string, string>>;
  stop(): Promise<void>;
}

export async function startKeycloak(): Promise<KeycloakServer> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-keycloak-'));
  const home = await install(folder);
  const port = await pickPort(undefined);
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(join(home, 'bin/kc.sh'), startArguments(port, await pickPort(undefined)), {
    env: environment(),
    stdio: 'ignore',
    // A group of its own: the script starts Java as its child.
    detached: true,
  });
  const end = () => endGroup(server);
  const stop = async () => {
    await end();
    await rm(folder, { recursive: true });
  };
  await until('Keycloak answers', () => answers(server, `${url}/realms/master`), START_WITHIN_MS).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  return {
    ...{ url, stop },
    admin: (method, path, body) => askAdmin(url, method, path, body),
    async export(users, usersPerFile = 50) {
      await end();
      const directory = await mkdtemp(join(folder, 'export-'));
      const into = ['--dir', directory, '--users', users, '--users-per-file', String(usersPerFile)];
      await runFile(join(home, 'bin/kc.sh'), ['export', '--realm', 'shop', ...into], { env: environment() });
      const names = await readdir(directory);
      const read = async (name: string) => [name, await readFile(join(directory, name), 'utf8')] as const;
      return new Map(await Promise.all(names.map(read)));
    },
  };
}

/** @returns where it lies. */
async function install(folder: string): Promise<string> {
  const artifact = `org.keycloak:keycloak-quarkus-dist:${keycloakVersion}:tar.gz`;
  const copy = ['dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`];
  await runFile('mvn', ['--quiet', '--batch-mode', ...copy]);
  await runFile('tar', [
    'xzf',
    join(folder, `keycloak-quarkus-dist-${keycloakVersion}.tar.gz`),
    '-C',
    folder,
  ]);
  return join(folder, `keycloak-${keycloakVersion}`);
}

const startArguments = (port: number, managementPort: number) => [
  'start-dev',
  '--http-host=127.0.0.1',
  `--http-port=${port}`,
  `--http-management-port=${managementPort}`,
];

function environment(): NodeJS.ProcessEnv {
  const { PATH, HOME, JAVA_HOME } = process.env;
  return {
    ...{ PATH, HOME, ...(JAVA_HOME !== undefined && { JAVA_HOME }) },
    KC_BOOTSTRAP_ADMIN_USERNAME: administrator.username,
    KC_BOOTSTRAP_ADMIN_PASSWORD: administrator.password,
    // Not found by others of its kind in the network.
    KC_CACHE: 'local',
    JAVA_OPTS_APPEND: '-Xmx768m',
  };
}

async function answers(server: ChildProcess, url: string): Promise<boolean> {
  if (server.exitCode !== null) throw new Error(`Keycloak ended with code ${server.exitCode}.`);
  const answer = await fetch(url).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.ok === true;
}

async function endGroup(server: ChildProcess): Promise<void> {
  if (server.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  process.kill(-server.pid, 'SIGTERM');
  await ended;
}

/** A token lives for a minute: each request has its own. */
async function askAdmin(url: string, method: string, path: string, body?: object): Promise<unknown> {
  const form = new URLSearchParams({ grant_type: 'password', client_id: 'admin-cli', ...administrator });
  const signedIn = await fetch(`${url}/realms/master/protocol/openid-connect/token`, {
    method: 'POST',
    body: form,
  });
  const { access_token: token } = (await signedIn.json()) as { access_token: string };
  const answer = await fetch(`${url}/admin/realms${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? answer.headers.get('location')?.split('/').at(-1) : (JSON.parse(text) as unknown);
}
