/** What the benches of `UPSTREAMS` share: the server behind, its SDL, the settings, and people who ask. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess } from './cleanup.js';
import { createHttpClient } from './http-client.js';
import { createOperations, type Person } from './operations.js';

const stopLimitMs = 2_000;

/** A margin takes the role of an admin, so that there is something to cut. */
export const upstreamSdl = `
  type Query { order(id: ID!): Order @auth }
  type Order @auth {
    id: ID! number: String! state: String! total: Int! currency: String! customer: String carrier: String
    placedAt: String! shippedAt: String margin: Int @auth(roles: [ADMIN])
  }
`;

export interface UpstreamProcess {
  readonly pid: number;
  readonly port: number;
}

/** The algorithm is one that Hive Gateway's verifier knows: EdDSA it does not. */
export const production = {
  ...{ NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example.com' },
  ...{ SIGNING_ALGORITHM: 'ES256', ROLES: 'USER,ADMIN', ACCESS_TOKEN_TTL: '1h' },
};

export function writeUpstreams(url: string, cleanup: Cleanup): string {
  const directory = mkdtempSync(join(tmpdir(), 'portcullis-bench-'));
  cleanup.add(() => {
    rmSync(directory, { recursive: true, force: true });
  });
  writeFileSync(join(directory, 'orders.graphql'), upstreamSdl);
  const file = join(directory, 'upstreams.json');
  writeFileSync(file, JSON.stringify({ upstreams: [{ name: 'orders', url, sdl: 'orders.graphql' }] }));
  return file;
}

export async function signUpAll(port: number, count: number): Promise<Person[]> {
  const client = createHttpClient(port);
  const operations = createOperations(client, `http://127.0.0.1:${port}`);
  const people = await Promise.all(Array.from({ length: count }, () => operations.signUp()));
  client.close();
  return people;
}

export async function startUpstream(cleanup: Cleanup): Promise<UpstreamProcess> {
  const child: ChildProcess = fork(fileURLToPath(new URL('upstream-process.ts', import.meta.url)));
  cleanup.add(() => endProcess(child, stopLimitMs));
  const [{ port }] = (await once(child, 'message')) as [{ port: number }];
  if (child.pid === undefined) throw new Error('The upstream has no process.');
  return { pid: child.pid, port };
}
