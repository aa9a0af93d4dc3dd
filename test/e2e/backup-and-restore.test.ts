/** `portcullis backup` and `portcullis restore`, between a deployment that runs and others. */
import { execFile } from 'node:child_process';
import { mkdtemp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { RefreshDocument, SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import {
  challengeFor,
  freshCode,
  personWith2fa,
  setClock,
  type WithAuthenticator,
} from '../harness/authenticator.js';
import { runCommand, startCommand } from '../harness/command-line.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway, testSecret } from '../harness/gateway.js';
import { connect } from '../harness/lent-database.js';
import { type SignedUp, signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const newSecret = 'the-secret-of-another-deployment-here';

let gateway: TestGateway;
let directory: string;
let ada: WithAuthenticator;
let visitor: SignedUp;
/** Written while people signed up. */
let archive: string;
const dropped: (() => Promise<void>)[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'portcullis-backup-'));
  gateway = await startTestGateway();
  ada = await personWith2fa(gateway);
  visitor = await signUp(gateway);
  archive = inDirectory('plain.ndjson.gz');
  const isOver = { yes: false };
  const others = (async () => {
    while (!isOver.yes) await signUp(gateway);
  })();
  const { code, stderr } = await backup(archive);
  isOver.yes = true;
  await others;
  expect([code, stderr]).toEqual([0, '']);
});
afterAll(async () => {
  for (const drop of dropped) await drop();
  await gateway.stop();
  await rm(directory, { recursive: true });
});

const inDirectory = (name: string) => join(directory, name);
const backup = (...args: string[]) =>
  runCommand(['backup', ...args], { ...replicaOf(gateway), SECRET: testSecret });

/** Somewhere to restore into. */
async function emptyDatabase() {
  const uri = freshDatabaseUri();
  const { connection, db } = await connect(uri);
  dropped.push(async () => {
    await connection.dropDatabase();
    await connection.close();
  });
  const names = async () => (await db.listCollections().toArray()).map(({ name }) => name);
  return { uri, db, names };
}

const restore = (uri: string, args: readonly string[], secret = testSecret) =>
  runCommand(['restore', ...args], { MONGODB_URI: uri, SECRET: secret });

/** A gateway on what was restored, for as long as it is worked with. */
async function onGateway(
  uri: string,
  secret: string,
  work: (restored: TestGateway) => Promise<void>,
): Promise<void> {
  const restored = await startTestGateway({ MONGODB_URI: uri, SECRET: secret });
  try {
    setClock(restored.clock, gateway.clock);
    await work(restored);
  } finally {
    await restored.stop('keep');
  }
}

/** With the password, and a code of the app. */
async function signInWithCode(where: TestGateway): Promise<string> {
  const challengeToken = await challengeFor(where, ada);
  const input = { challengeToken, code: freshCode(where, ada) };
  return (await where.api.call(SignInWithTotpDocument, { input })).signInWithTotp.userId;
}

interface Line {
  readonly in?: string;
  readonly document?: Readonly<Record<string, { readonly $oid: string }>>;
  readonly end?: Readonly<Record<string, number>>;
}

describe('portcullis backup', () => {
  it('is of one moment: whoever signs up meanwhile is in it whole, or not at all', async () => {
    const lines = gunzipSync(await readFile(archive))
      .toString()
      .trim()
      .split('\n');
    const parsed = lines.map((line) => JSON.parse(line) as Line);
    const of = (name: string) => parsed.filter((line) => line.in === name);
    const users = new Set(of('users').map(({ document }) => document?.['_id']?.$oid));
    const owners = new Set(of('sessions').map(({ document }) => document?.['userId']?.$oid));
    expect(users.has(ada.userId)).toBe(true);
    expect(owners).toEqual(users);
    expect(parsed.at(-1)?.end?.['users']).toBe(users.size);
  });

  it('is for its owner alone, and takes no other file’s place', async () => {
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    const before = await readFile(archive);
    const again = await backup(archive);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('is there already')]);
    expect(await readFile(archive)).toEqual(before);
  });

  it('tells of a disk that is full', async () => {
    const full = await open('/dev/full', 'w');
    const settings = { ...replicaOf(gateway), SECRET: testSecret };
    const { code, stderr } = await startCommand(['backup', '-'], settings, full.fd).result;
    await full.close();
    expect([code, stderr]).toEqual([1, expect.stringContaining('no room left')]);
  });
});

describe('portcullis restore', () => {
  it('makes a deployment in which people sign in, and sessions go on; never over another', async () => {
    const { uri, db } = await emptyDatabase();
    const { code, stdout } = await restore(uri, [archive]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('accounts')]);
    expect(await db.collection('restoreMarks').countDocuments()).toBe(0);
    const original = gateway.database.collection('users');
    const query = { emailCanonical: ada.email };
    // No field has become another type.
    const raw = { raw: true };
    expect(await db.collection('users').findOne(query, raw)).toEqual(await original.findOne(query, raw));
    await onGateway(uri, testSecret, async (restored) => {
      expect(await signInWithCode(restored)).toBe(ada.userId);
      const { refreshToken } = visitor;
      const { refresh } = await restored.api.call(RefreshDocument, { refreshToken });
      expect(refresh.userId).toBe(visitor.userId);
    });
    const again = await restore(uri, [archive]);
    expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('not empty')]);
    expect(await db.collection('restoreMarks').countDocuments()).toBe(0);
  });

  it('brings an encrypted one under another SECRET, given the old one', async () => {
    const sealed = inDirectory('sealed');
    expect((await backup(sealed, '--encrypt')).code).toBe(0);
    const { uri, names } = await emptyDatabase();
    const refused = await restore(uri, [sealed], newSecret);
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('--old-secret-file')]);
    expect(await names()).toEqual([]);
    const oldSecret = inDirectory('old-secret');
    await writeFile(oldSecret, `${testSecret}\n`);
    const done = await restore(uri, [sealed, '--old-secret-file', oldSecret], newSecret);
    expect([done.code, done.stdout]).toEqual([
      0,
      expect.stringContaining('2 signing keys, 1 authenticator seeds'),
    ]);
    const { refreshToken, email, password } = visitor;
    await onGateway(uri, newSecret, async (moved) => {
      expect(await signInWithCode(moved)).toBe(ada.userId);
      expect((await moved.api.refusal(RefreshDocument, { refreshToken })).code).toBe('TOKEN_INVALID');
      await moved.api.call(SignInDocument, { input: { email, password } });
    });
    await onGateway(uri, `${newSecret},${testSecret}`, async (withBoth) => {
      await withBoth.api.call(RefreshDocument, { refreshToken });
    });
  });

  it('leaves nothing of one that is cut', async () => {
    const cut = inDirectory('cut');
    await writeFile(cut, await readFile(archive));
    await truncate(cut, (await stat(cut)).size - 20);
    const { uri, db, names } = await emptyDatabase();
    const { code, stderr } = await restore(uri, [cut]);
    expect([code, stderr]).toEqual([3, expect.stringContaining('is cut')]);
    expect((await names()).filter((name) => name !== 'restoreMarks')).toEqual([]);
    expect(await db.collection('restoreMarks').countDocuments()).toBe(0);
  });

  it('killed half-way: no gateway starts on it, and the next one begins anew', async () => {
    const pipe = inDirectory('pipe');
    await promisify(execFile)('mkfifo', [pipe]);
    const { uri, db, names } = await emptyDatabase();
    const settings = { MONGODB_URI: uri, SECRET: testSecret };
    const running = startCommand(['restore', pipe], settings);
    const writer = await open(pipe, 'w');
    const bytes = await readFile(archive);
    await writer.write(bytes.subarray(0, bytes.length - 20));
    // The last collection: no transaction is under way, whose locks the server would keep for a minute.
    await until('something is restored', async () => (await names()).includes('users')).finally(() => {
      running.kill();
    });
    await running.result;
    await writer.close();
    await expect(startTestGateway({ MONGODB_URI: uri })).rejects.toThrow(/restore into this database began/);
    expect((await runCommand(['keys', 'list'], settings)).stderr).toContain('restore into this database');
    // As if it had been killed just now: those two may have taken a busy machine the minute that is judged here.
    const marks = db.collection('restoreMarks');
    const alive = { aliveAt: { $type: 'date' } };
    expect((await marks.updateOne(alive, { $set: { aliveAt: new Date() } })).matchedCount).toBe(1);
    const early = await restore(uri, [archive]);
    expect([early.code, early.stderr]).toEqual([3, expect.stringContaining('within the last minute')]);
    await marks.updateOne({}, { $set: { aliveAt: new Date(Date.now() - 61_000) } });
    expect((await restore(uri, [archive, '--without-sessions'])).code).toBe(0);
    expect(await db.collection('sessions').countDocuments()).toBe(0);
    expect(await db.collection('users').countDocuments({ emailCanonical: ada.email })).toBe(1);
  });
});
