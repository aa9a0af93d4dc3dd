/** The database comes late, stands still, is slow, or is cut. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, jwtVerify } from 'jose';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { MeDocument, SignInDocument, SignOutDocument } from '../generated/operations.js';
import { createLateDatabase } from '../harness/bare-mongod.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, mongodPid, until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { fetchKeys, kidOf, kidsOf } from '../harness/key-set.js';
import { type OwnMongod, startOwnMongod } from '../harness/own-mongod.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';
import { startSlowDatabase } from '../harness/slow-database.js';
import { ROOM } from '../harness/timing.js';
import { claimsOf } from '../harness/token.js';

const processes = createGatewayProcesses();
let mongod: OwnMongod;
beforeAll(async () => {
  mongod = await startOwnMongod('faults');
});
afterAll(async () => {
  await processes.endAll();
  await mongod.stop();
});

const statusOf = (url: string) => fetch(url).then(({ status }) => status);
const codeAt = async (at: TestGateway, accessToken: string) =>
  (await at.api.send(MeDocument, undefined, { accessToken })).errors[0]?.extensions.code;
const isUnavailable = async (at: TestGateway, accessToken: string) =>
  (await codeAt(at, accessToken)) === 'UNAVAILABLE';
async function pauseDatabase(): Promise<() => void> {
  const pid = (await mongodPid(mongod.directory)) ?? 0;
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}

describe('F3 a start without a database waits for it: alive, not ready, and ready within seconds of its coming', () => {
  it('in one process, that never ends by itself', async () => {
    const database = await createLateDatabase(freshDatabaseUri());
    const PORT = String(await pickPort(undefined));
    const gateway = await processes.launch({ MONGODB_URI: database.uri, SECRET: testSecret, PORT });
    const url = `http://127.0.0.1:${PORT}`;
    try {
      const waiting = await gateway.logged('waiting for the database');
      expect(waiting['hint']).toContain('See that MONGODB_URI is right');
      expect(waiting['reason']).toContain('ECONNREFUSED');
      expect(await statusOf(`${url}/health/live`)).toBe(200);
      const unready = await fetch(`${url}/health/ready`);
      expect([unready.status, await unready.json()]).toEqual([
        503,
        { status: 'not ready', reason: 'database' },
      ]);
      const answer = await fetch(`${url}/graphql`, { method: 'POST', body: '{}' });
      expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
      await database.appear();
      await until('it is ready', async () => (await statusOf(`${url}/health/ready`)) === 200);
      const { api } = await gateway.ready();
      expect((await signUp({ api })).userId).toBeTruthy();
      gateway.signal('SIGTERM');
      expect((await gateway.exit).code).toBe(0);
    } finally {
      await database.stop();
    }
  });
});

describe('F4 while the database does not answer, requests fail soon and closed, and the key set is served', () => {
  /** What is asked of a gateway that cannot reach its database; the feed has found that out. */
  async function expectClosed(
    gateway: TestGateway,
    { email, password, accessToken }: Awaited<ReturnType<typeof signUp>>,
  ) {
    await until('the feed counts no more', () => isUnavailable(gateway, accessToken));
    const startedAt = performance.now();
    const [guarded, signIn] = await Promise.all([
      codeAt(gateway, accessToken),
      gateway.api.send(SignInDocument, { input: { email, password } }),
    ]);
    expect(guarded).toBe('UNAVAILABLE');
    expect([signIn.data, signIn.errors[0]?.extensions.code]).toEqual([null, 'UNAVAILABLE']);
    expect(JSON.stringify(signIn.errors)).not.toMatch(/mongo|timed out|ECONN/i);
    expect(performance.now() - startedAt).toBeLessThan(ROOM * 3_000);
    const keySet = createRemoteJWKSet(new URL(`${gateway.url}/.well-known/jwks.json`));
    expect((await jwtVerify(accessToken, keySet)).payload.sub).toBeTruthy();
  }
  const opensAgain = (gateway: TestGateway, accessToken: string) =>
    until('it answers again', async () => (await codeAt(gateway, accessToken)) === undefined);

  it('stopped (SIGSTOP)', async () => {
    const gateway = await startTestGateway({ MONGODB_URI: mongod.uri });
    const other = await startTestGateway(replicaOf(gateway));
    const person = await signUp(gateway);
    const resume = await pauseDatabase();
    await expectClosed(gateway, person).finally(resume);
    await opensAgain(gateway, person.accessToken);
    await opensAgain(other, person.accessToken);
    // What ends now is heard of by the other replica, as before.
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken });
    const isOver = async () => (await codeAt(other, person.accessToken)) === 'TOKEN_INVALID';
    await until('the other replica knows', isOver);
    await other.stop();
    await gateway.stop('drop');
  });

  it('slow by five seconds, and then cut', async () => {
    const database = await startSlowDatabase(mongod.uri);
    const gateway = await startTestGateway({ MONGODB_URI: database.uri });
    const person = await signUp(gateway);
    database.delay(5_000);
    await expectClosed(gateway, person).finally(() => {
      database.delay(0);
    });
    await opensAgain(gateway, person.accessToken);
    database.cut();
    await opensAgain(gateway, person.accessToken);
    await gateway.stop('drop');
    await database.stop();
  });
});

describe('C17 a rotation while the database is away leaves the keys as they were, and tells of it', () => {
  /** The key of a token is published for as long as the token lives, which is four seconds here: a look that came later tells nothing. */
  async function expectPublished(at: TestGateway): Promise<void> {
    const [kids, kid] = await until('a look while the token lives', async () => {
      const { accessToken } = await signUp(at);
      const seen = kidsOf(await fetchKeys(at));
      const endsAtMs = Number(claimsOf(accessToken)['exp']) * 1_000;
      return at.clock.now().getTime() < endsAtMs ? ([seen, kidOf(accessToken)] as const) : undefined;
    });
    expect(kids).toContain(kid);
  }

  it('and goes on when it is back, with the same issuer and keys', async () => {
    const settings = {
      KEY_ROTATION_CRON: '* * * * * *',
      KEY_ROTATION_LEAD: '0',
      SIGNING_KEYS: '2',
      ACCESS_TOKEN_TTL: '4s',
    };
    const gateway = await startTestGateway({ ...settings, MONGODB_URI: mongod.uri });
    const before = await fetchKeys(gateway);
    const resume = await pauseDatabase();
    try {
      const hasFailed = () => gateway.logLines.some((line) => line.includes('a job failed'));
      await until('a rotation fails', hasFailed);
      expect((await fetchKeys(gateway)).length).toBeGreaterThanOrEqual(before.length);
    } finally {
      resume();
    }
    const kids = kidsOf(await fetchKeys(gateway));
    const isNew = async () => !kids.includes(kidsOf(await fetchKeys(gateway)).at(-1));
    await until('keys rotate again', isNew);
    await expectPublished(gateway);
    // Another start on the same database is the same issuer.
    const again = await startTestGateway({ ...replicaOf(gateway), ACCESS_TOKEN_TTL: '4s' });
    await expectPublished(again);
    await again.stop();
    await gateway.stop('drop');
  });
});
