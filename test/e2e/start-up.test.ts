import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { RefreshDocument } from '../generated/operations.js';
import { startStandaloneMongod } from '../harness/bare-mongod.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import {
  buildGateway,
  createGatewayProcesses,
  type GatewayProcess,
  until,
} from '../harness/gateway-process.js';
import { signUp } from '../harness/people.js';
import { hasRedis, startRedis } from '../harness/redis.js';
import { retire } from '../harness/retire.js';

const processes = createGatewayProcesses();
beforeAll(buildGateway, 600_000);
afterAll(() => processes.endAll());

const secret = 'a-secret-for-tests-that-is-long-enough';
const given = () => ({ MONGODB_URI: freshDatabaseUri(), SECRET: secret });
const statusOf = (url: string) => fetch(url).then(({ status }) => status);

/** What a start says that is refused. */
async function refusalOf(settings: Record<string, string>, directory?: string): Promise<string> {
  const gateway = await processes.launch(settings, directory);
  expect(await gateway.exit).toEqual({ code: 1, signal: null });
  expect(gateway.log.filter(({ msg }) => msg === 'ready')).toEqual([]);
  expect(gateway.stderr).toMatch(/^\nPortcullis cannot start\. /);
  expect(gateway.stderr).not.toMatch(/^ {4}at /m);
  return gateway.stderr;
}

/** By what it prints at each start. */
async function signInAsDemo(started: GatewayProcess): Promise<void> {
  const { url } = await started.ready();
  await until('the accounts are printed', () => started.stderr.includes('user@example.com'));
  const printed = [...started.stderr.matchAll(/^ {2}(\S+@\S+) {3}(\S+) {3}/gm)];
  expect(printed).toHaveLength(2);
  for (const [, email = '', password = ''] of printed) {
    // Past the client that tells the log scan what is secret: these passwords are printed on purpose.
    const query = `mutation { signIn(input: { email: "${email}", password: "${password}" }) { __typename } }`;
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    expect(await answer.json()).toEqual({ data: { signIn: { __typename: 'AuthPayload' } } });
  }
}

describe('start: without any setting', () => {
  let directory: string;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    directory = await processes.makeDirectory();
    gateway = processes.launchBuilt({ SHUTDOWN_DELAY: '1500ms' }, directory, ['--demo']);
    await gateway.ready();
  });

  it('tells where everything is, and it is there', async () => {
    const { line } = await gateway.ready();
    const { graphql, sandbox, graphiql, docs, keySet, health, port } = line;
    const base = `http://localhost:${String(port)}`;
    expect({ graphql, sandbox, graphiql, docs, keySet, health }).toEqual({
      graphql: `${base}/graphql`,
      sandbox: `${base}/graphql`,
      graphiql: `${base}/graphiql`,
      docs: `${base}/docs`,
      keySet: `${base}/.well-known/jwks.json`,
      health: `${base}/health/ready`,
    });
    for (const place of [sandbox, graphiql, docs, keySet, health])
      expect(await statusOf(String(place))).toBe(200);
  });

  it('prints with --demo who may sign in, and it is so', () => signInAsDemo(gateway));

  it('makes a SECRET that only its owner can read', async () => {
    const file = join(gateway.dataDir, 'secret');
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64url')).toHaveLength(32);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(gateway.dataDir)).mode & 0o077).toBe(0);
  });

  it('refuses a second start on the same DATA_DIR, and the first goes on', async () => {
    const message = await refusalOf({}, directory);
    expect(message).toContain(`The data directory ${gateway.dataDir} is in use`);
    expect(message).toContain('its own DATA_DIR');
    const { url } = await gateway.ready();
    expect(await statusOf(`${url}/health/ready`)).toBe(200);
  });

  it('says 503 before it stops accepting, ends with 0, and a later start knows people and tokens', async () => {
    const starts = [gateway];
    const launch = (SHUTDOWN_DELAY: string) =>
      processes.launchBuilt({ SHUTDOWN_DELAY }, directory, ['--demo']);
    const retired = await retire(async (delay) => starts.pop() ?? launch(delay));
    const { url, person } = retired;
    expect(await retired.gateway.exit).toEqual({ code: 0, signal: null });
    expect(retired.gateway.log.at(-1)?.msg).toBe('stopped');
    await expect(fetch(url)).rejects.toThrow();

    const again = await processes.launch({}, directory, ['--demo']);
    const next = await again.ready();
    const { refresh } = await next.api.call(RefreshDocument, { refreshToken: person.refreshToken });
    expect(refresh.userId).toBe(person.userId);
    await signInAsDemo(again);
    again.signal('SIGTERM');
    await again.exit;
    const message = await refusalOf({ HOST: '0.0.0.0' }, directory);
    expect(message).toContain('holds the demo accounts admin@example.com and user@example.com');
    expect(message).toContain(`rm -r '${gateway.dataDir}'`);
  });
});

describe('start: wrong settings', () => {
  it('are told all at once, and no secret is repeated', async () => {
    const message = await refusalOf({
      PORT: 'x',
      BCRYPT_COST: '3',
      ACCESS_TOKEN_TTL: 'soon',
      SECRET: 'open-sesame',
      PASSWORD_PEPPER: 'too-little-pepper',
      MONGODB_URI: 'http://root:hunter2@db.example.com',
      ROLES: 'ADMIN',
      NODE_ENV: 'prod',
    });
    const told = [...message.matchAll(/^ {2}- (\S+) must /gm)].map(([, name]) => name).sort();
    const names = [
      'ACCESS_TOKEN_TTL',
      'BCRYPT_COST',
      'MONGODB_URI',
      'NODE_ENV',
      'PASSWORD_PEPPER',
      'PORT',
      'ROLES',
      'SECRET',
    ];
    expect(told).toEqual(names);
    expect(message).toContain('8 settings are wrong');
    expect(message).not.toMatch(/open-sesame|hunter2|too-little-pepper/);
  });

  it.each([
    [{ MONGODB_URI: 'mongodb://root:hunter2@db.example.com/x' }, 'SECRET is required with MONGODB_URI'],
    [{ NODE_ENV: 'production' }, 'PUBLIC_URL is required in production'],
  ])('are a missing one, too: %j', async (settings, words) => {
    const message = await refusalOf(settings);
    expect(message).toContain('One setting is wrong');
    expect(message).toContain(words);
    expect(message).not.toContain('hunter2');
  });
});

describe('start: what is in the way', () => {
  it('is told where it is another program on the port, and what to do', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const message = await refusalOf({ ...given(), PORT: String(port) });
      expect(message).toContain(`Port ${port} on 127.0.0.1 is in use`);
      expect(message).toMatch(/^ {2}PORT=\d+ npm start$/m);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
  });

  it('is told where the database is no replica set, with the commands that make it one', async () => {
    const mongod = await startStandaloneMongod(await processes.makeDirectory());
    try {
      const message = await refusalOf({ MONGODB_URI: mongod.uri, SECRET: secret });
      expect(message).toContain('standalone server');
      expect(message).toMatch(/^ {2}mongod --replSet rs0 /m);
      expect(message).toMatch(/^ {2}mongosh --eval "rs\.initiate\(\)"$/m);
    } finally {
      await mongod.stop();
    }
  });
});

describe('start: standard output', () => {
  it('holds JSON lines and nothing else where it is no terminal', async () => {
    const gateway = await processes.launch(given());
    const { url } = await gateway.ready();
    await fetch(`${url}/%0a%22`);
    gateway.signal('SIGTERM');
    await gateway.exit;
    expect(gateway.unreadable).toEqual([]);
    expect(gateway.log.length).toBeGreaterThan(3);
    for (const line of gateway.log)
      expect(line).toMatchObject({ level: expect.any(String), msg: expect.any(String) });
    expect(gateway.stderr).toBe('');
  });
});

describe('start: as it is built', () => {
  it('loads the packages that few have a use for', async () => {
    const redis = hasRedis() ? await startRedis() : undefined;
    const settings = {
      ...{ PASSWORD_HASH: 'argon2id', ...given() },
      ...(redis && { REDIS_URL: redis.url }),
    };
    const gateway = processes.launchBuilt(settings, await processes.makeDirectory());
    const { api } = await gateway.ready();
    await signUp({ api });
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
    await redis?.stop();
  });
});

describe('SIGHUP', () => {
  it('ends no service that has nothing to read anew', async () => {
    const gateway = await processes.launch(given());
    const { url } = await gateway.ready();
    gateway.signal('SIGHUP');
    await gateway.logged('there is nothing to read anew');
    expect(await statusOf(`${url}/health/ready`)).toBe(200);
    gateway.signal('SIGTERM');
    expect(await gateway.exit).toEqual({ code: 0, signal: null });
  });
});
