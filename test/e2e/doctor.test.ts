import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { runCommand } from '../harness/command-line.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { hookSecret, startHookReceiver } from '../harness/hook-receiver.js';
import { startOpenIdProvider } from '../harness/openid-provider.js';
import { replicaOf } from '../harness/replica.js';
import { startSmtpSink } from '../harness/smtp-sink.js';
import { writeFiles } from '../harness/upstream.js';

interface Finding {
  readonly subject: string;
  readonly state: 'good' | 'warning' | 'wrong';
  readonly says: string;
  readonly mend?: string;
}

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

async function examine(settings: Readonly<Record<string, string>> = {}) {
  const { code, stdout } = await runCommand(['doctor', '--json'], {
    ...replicaOf(gateway),
    SECRET: testSecret,
    ...settings,
  });
  const findings = JSON.parse(stdout) as Finding[];
  const of = (name: string) => findings.find(({ subject }) => subject === name);
  return { code, findings, of };
}

describe('portcullis doctor', () => {
  it('finds nothing wrong with a deployment that is right', async () => {
    const { code, findings } = await examine();
    expect(findings.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual([
      ...['Settings', 'Database', 'Indexes', 'Clock', 'Secrets', 'Keys', 'Mail', 'Gateway'],
    ]);
    expect(code).toBe(0);
  });

  it('says which secret is wrong, which index is missing, which server is silent, and how to mend each', async () => {
    await gateway.database.collection('sessions').dropIndex('purge');
    // Of the same keys as others that stay.
    await gateway.database.collection('users').dropIndex('listClosedEmails');
    await gateway.database.collection('audit').dropIndex('purge');
    const silent = createServer((socket) => socket.end());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const provider = await startOpenIdProvider({ clientId: 'portcullis' });
    const { issuer } = provider;
    const { code, of, findings } = await examine({
      SECRET: 'quite-another-secret-that-is-long-enough',
      SIGNING_ALGORITHM: 'ES256',
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      ISSUER: 'https://elsewhere.example.com',
      OIDC_PROVIDERS: `near|${issuer}/|portcullis|Near,gone|http://127.0.0.1:${port}|portcullis|Gone`,
    });
    silent.close();
    await provider.stop();
    const [near, gone] = findings.filter(({ subject }) => subject === 'Providers');
    expect(near).toMatchObject({ state: 'wrong', says: expect.stringContaining(`${issuer}, and`) });
    expect(near?.mend).toContain('a slash at its end counts');
    expect(gone).toMatchObject({ state: 'warning', says: expect.stringContaining('gone: nothing') });
    expect(code).toBe(4);
    expect(of('Secrets')).toMatchObject({ state: 'wrong', mend: expect.stringContaining('SECRET=new,old') });
    expect(of('Indexes')).toMatchObject({
      state: 'wrong',
      says: 'audit.purge, sessions.purge, users.listClosedEmails missing',
    });
    expect(of('Keys')).toMatchObject({ state: 'good' });
    expect(of('Mail')).toMatchObject({ state: 'wrong' });
    expect(of('Gateway')).toMatchObject({ state: 'wrong', says: expect.stringContaining('elsewhere') });
    expect(of('Settings')).toMatchObject({ state: 'good' });
  });

  it('tells of a restore that was broken off, and of what was not migrated', async () => {
    const { database } = gateway;
    await database.collection('migrations').deleteMany({});
    const pending = (await examine()).findings.find(({ mend }) => mend === 'portcullis migrate up');
    expect(pending).toMatchObject({ subject: 'Database', state: 'warning' });
    const marks = database.collection<{ _id: string; startedAt: Date }>('restoreMarks');
    await marks.insertOne({ _id: 'restore', startedAt: new Date() });
    const { code, findings } = await examine();
    await marks.deleteMany({});
    expect(code).toBe(4);
    expect(findings.find(({ says }) => says.includes('A restore into this database'))?.state).toBe('wrong');
  });

  it('tells once that production has no mail server', async () => {
    const { findings } = await examine({ NODE_ENV: 'production' });
    expect(findings.filter((finding) => JSON.stringify(finding).includes('SMTP_URL'))).toHaveLength(1);
    expect(findings.filter(({ subject }) => subject === 'Mail')).toEqual([]);
  });

  it('tells of a Redis that is gone, of mails that wait, and of those that were given up', async () => {
    const outbox = gateway.database.collection('outbox');
    const long = new Date(Date.now() - 3_600_000);
    const mail = {
      schemaVersion: 1,
      kind: 'notice',
      createdAt: long,
      dueAt: new Date(Date.now() + 3_600_000),
    };
    await outbox.insertMany([
      { ...mail, state: 'waiting', attempts: 9, refusals: 0 },
      { ...mail, state: 'failed', attempts: 3, refusals: 3, finishedAt: new Date() },
    ]);
    const sink = await startSmtpSink();
    const { code, findings } = await examine({ SMTP_URL: sink.url, REDIS_URL: 'redis://127.0.0.1:1' });
    await sink.stop();
    await outbox.deleteMany({ kind: 'notice' });
    expect(code).toBe(4);
    expect(findings.filter(({ subject }) => subject === 'Redis')).toMatchObject([{ state: 'wrong' }]);
    const told = findings.filter(({ subject }) => subject === 'Mail').map(({ state, says }) => [state, says]);
    expect(told).toEqual([
      ['warning', expect.stringMatching(/^1 wait in the outbox, the oldest for 36\d\d s/)],
      ['warning', 'given up in the last 30 days: 1'],
      ['good', expect.stringContaining('answers')],
    ]);
  });

  it('tells every wrong setting, and a database that does not answer, in bounded time', async () => {
    const wrong = await runCommand(['doctor'], { SIGNING_KEYS: 'x', KEY_ROTATION_CRON: 'daily' });
    expect(wrong.code).toBe(4);
    for (const name of ['SIGNING_KEYS', 'KEY_ROTATION_CRON']) expect(wrong.stdout).toContain(name);
    const { code, of } = await examine({ MONGODB_URI: 'mongodb://127.0.0.1:1/?replicaSet=rs0' });
    expect([code, of('Database')?.state]).toEqual([4, 'wrong']);
  });

  it('says in a line that nothing was started yet, and makes nothing', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'portcullis-doctor-'));
    const dataDir = join(directory, 'data');
    const { code, stdout, stderr } = await runCommand(['doctor'], { DATA_DIR: dataDir });
    const [line = '', ...rest] = stdout.split('\n').filter((text) => text !== '');
    expect({ code, line, rest, stderr }).toEqual({
      code: 0,
      line: `✓ Database    Nothing has been started here yet: the first start makes a database in ${dataDir}.`,
      rest: ['0 wrong, 0 to look after, 1 good'],
      stderr: '',
    });
    expect(await readdir(directory)).toEqual([]);
    await rm(directory, { recursive: true });
  });

  it('reads the schema of each upstream, and asks whether it answers', async () => {
    const [, , config = ''] = writeFiles({
      'good.graphql': 'type Query { a: String @auth b: String @requiresScopes(scopes: [["b"]]) }',
      'bad.graphql': 'type Query { a: String @auth(roles: ["NOBODY"]) }',
      'upstreams.yaml': `upstreams:
  - { name: silent, url: "http://127.0.0.1:1/graphql", sdl: good.graphql }
  - { name: bad, url: "http://127.0.0.1:1/graphql", sdl: bad.graphql }`,
    });
    const { code, findings } = await examine({ UPSTREAMS: config });
    const told = findings.filter(({ subject }) => subject === 'Upstreams').map(({ says }) => says);
    expect(told[0]).toContain('silent: nothing that speaks GraphQL answers');
    expect(told[1]).toBe('silent: nothing is guarded here by @requiresScopes in its SDL');
    expect(told[2]).toMatch(/bad: .*Query\.a.*NOBODY/);
    expect(code).toBe(4);
  });

  it('asks the hooks that decide what decides nothing, and the service of breached passwords', async () => {
    const hook = await startHookReceiver();
    const ranges = createHttpServer((_, response) => response.end(`${'0'.repeat(35)}:1\r\n`));
    await new Promise<void>((resolve) => ranges.listen(0, '127.0.0.1', resolve));
    const { port } = ranges.address() as AddressInfo;
    const settings = {
      ...{ HOOK_SECRET: hookSecret, WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8' },
      ...{ BEFORE_SIGN_UP_URL: hook.url, BEFORE_TOKEN_URL: 'http://127.0.0.1:1/hook' },
      BREACHED_PASSWORDS: `http://127.0.0.1:${port}/range`,
    };
    try {
      const { code, findings, of } = await examine(settings);
      expect(hook.asked.map(({ type }) => type)).toEqual(['hook.test']);
      const told = findings.filter(({ subject }) => subject === 'Hooks');
      expect(told).toMatchObject([
        { state: 'good', says: expect.stringContaining('BEFORE_SIGN_UP_URL') },
        { state: 'wrong', says: expect.stringContaining('ECONNREFUSED'), mend: expect.any(String) },
      ]);
      // It answers, and knows not even the commonest.
      expect(of('Breached passwords')).toMatchObject({ state: 'warning' });
      expect(code).toBe(4);
    } finally {
      hook.stop();
      ranges.closeAllConnections();
      ranges.close();
    }
  });
});
