/** better-auth as a process of its own, on the mongod of the gateway that it is measured beside, in a database of its own. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, copyFileSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess } from './cleanup.js';
import type { Call, HttpClient } from './http-client.js';
import { installPeer } from './install-peer.js';
import { type Operations, password, type Person } from './operations.js';

/** Exact, so that a figure says of what it is. The driver is the one that ours runs on. */
const packages = { 'better-auth': '1.7.25', '@better-auth/mongo-adapter': '1.7.25', mongodb: '7.5.0' };

export const peerName = `better-auth ${packages['better-auth']}`;

export interface PeerProcess {
  readonly pid: number;
  readonly port: number;
}

const stopLimitMs = 5_000;

/**
 * @param databaseUri of the gateway's mongod; another database there becomes the peer's.
 * @throws Error where it cannot be installed or does not start.
 */
export async function startBetterAuth(databaseUri: string, cleanup: Cleanup): Promise<PeerProcess> {
  const directory = await install(cleanup);
  const database = new URL(databaseUri);
  database.pathname = '/better-auth';
  const log = openSync(join(directory, 'server.log'), 'w');
  const child = spawn(process.execPath, [join(directory, 'server.js')], {
    cwd: directory,
    env: {
      ...{ PATH: process.env['PATH'], NODE_ENV: 'production' },
      ...{ PEER_DATABASE: database.href, PEER_SECRET: randomBytes(32).toString('hex') },
    },
    stdio: ['ignore', 'pipe', log],
  });
  closeSync(log);
  cleanup.add(() => endProcess(child, stopLimitMs));
  if (child.stdout === null || child.pid === undefined) throw new Error(`${peerName} has no process.`);
  const lines = createInterface(child.stdout);
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${peerName} ended at its start; ${join(directory, 'server.log')} says why.`);
  });
  const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
  // It ends by being told to, at the end of the run.
  ended.catch(() => undefined);
  const { port } = JSON.parse(line) as { port: number };
  return { pid: child.pid, port };
}

async function install(cleanup: Cleanup): Promise<string> {
  const directory = await installPeer(`better-auth-${packages['better-auth']}`, packages, cleanup);
  const program = fileURLToPath(new URL('peer-better-auth-server.js', import.meta.url));
  copyFileSync(program, join(directory, 'server.js'));
  return directory;
}

/**
 * The same people doing what is nearest. A person's refresh token is the session's token here: a new access token is asked for with
 * it, and it stays as it is.
 */
export function createBetterAuthOperations(client: HttpClient, origin: string): Operations {
  let signUps = 0;
  const post = async (path: string, body: object) => {
    const text = JSON.stringify(body);
    const headers = { origin, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    return client.exchange({ method: 'POST', path: `/api/auth${path}`, headers, body: text });
  };
  const get = (path: string, headers: Call['headers']) =>
    client.send({ method: 'GET', path: `/api/auth${path}`, headers });
  return {
    async signUp() {
      const email = `person-${++signUps}@example.com`;
      const { cookies } = await post('/sign-up/email', { email, password, name: 'Ada Byron' });
      return { email, accessToken: '', refreshToken: sessionCookie(cookies) };
    },
    async signIn(person) {
      const { cookies } = await post('/sign-in/email', { email: person.email, password });
      person.refreshToken = sessionCookie(cookies);
    },
    async refresh(person) {
      const text = await get('/token', { cookie: person.refreshToken });
      const { token } = JSON.parse(text) as { token?: string };
      if (!token) throw new Error(`no access token: ${text.slice(0, 300)}`);
      person.accessToken = token;
    },
    async me(person) {
      const text = await get('/get-session', { cookie: person.refreshToken });
      const session = JSON.parse(text) as { user: Pick<Person, 'email'> } | null;
      if (session?.user.email !== person.email)
        throw new Error(`get-session of ${person.email} answered status 200: ${text.slice(0, 200)}`);
    },
    async keySet() {
      const text = await get('/jwks', {});
      if (!text.startsWith('{"keys":[{')) throw new Error(`not a key set: ${text.slice(0, 300)}`);
    },
  };
}

function sessionCookie(cookies: readonly string[]): string {
  // The last: where its transaction is tried again, the sessions of earlier attempts stand before it, and are none.
  const cookie = cookies.findLast((text) => text.includes('session_token='));
  if (cookie === undefined) throw new Error('An answer has no session.');
  return cookie.slice(0, cookie.indexOf(';'));
}
