/** What an older version left, under this one: test/fixtures/database-551c88d. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';

import {
  MeDocument,
  RefreshDocument,
  SignInDocument,
  SignInWithRecoveryCodeDocument,
  SignInWithTotpDocument,
  SignUpDocument,
} from '../generated/operations.js';
import { challengeFor, freshCode } from '../harness/authenticator.js';
import { runCommand } from '../harness/command-line.js';
import { freshDatabaseUri } from '../harness/database-uri.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { connect } from '../harness/lent-database.js';
import { newPerson, opened } from '../harness/people.js';

const { EJSON } = mongoose.mongo.BSON;
const fixture = join(import.meta.dirname, '../fixtures/database-551c88d');

interface Person {
  readonly userId: string;
  readonly email: string;
  readonly password: string;
}

interface People {
  readonly secret: string;
  readonly ada: Person & {
    readonly totpSecret: string;
    readonly recoveryCode: string;
    readonly refreshToken: string;
  };
  readonly grace: Person & {
    readonly refreshToken: string;
    readonly rotatedRefreshToken: string;
    readonly spentRefreshToken: string;
  };
  readonly alan: Person;
}

type Indexes = Readonly<Record<string, readonly mongoose.mongo.IndexDescription[]>>;

const readText = (name: string) => readFile(join(fixture, name), 'utf8');
const readFixture = async <T>(name: string) => JSON.parse(await readText(name)) as T;

let people: People;
let connection: mongoose.Connection;
let db: mongoose.mongo.Db;
let gateway: TestGateway;
const uri = freshDatabaseUri();

const settingsOn = (mongodbUri: string) => ({
  MONGODB_URI: mongodbUri,
  SECRET: people.secret,
  REFRESH_TOKEN_TTL: '50y',
  REFRESH_TOKEN_IDLE_TTL: '50y',
});

/** As that version left it, its indexes included. */
async function fill(): Promise<void> {
  for (const line of (await readText('documents.ndjson')).split('\n')) {
    if (!line.startsWith('{"in":')) continue;
    const entry = EJSON.parse(line, { relaxed: false }) as { in: string; document: mongoose.mongo.Document };
    await db.collection(entry.in).insertOne(entry.document);
  }
  for (const [collection, indexes] of Object.entries(await readFixture<Indexes>('indexes.json')))
    if (indexes.length > 0) await db.collection(collection).createIndexes([...indexes]);
}

beforeAll(async () => {
  people = await readFixture<People>('people.json');
  ({ connection, db } = await connect(uri));
  await fill();
  gateway = await startTestGateway(settingsOn(uri));
});
afterAll(async () => {
  await gateway.stop('keep');
  await connection.dropDatabase();
  await connection.close();
});

const signIn = async (where: TestGateway, { email, password }: Person) =>
  opened((await where.api.call(SignInDocument, { input: { email, password } })).signIn);

const indexNames = async () => (await db.collection('users').indexes()).map(({ name }) => name);

describe('a database of commit 551c88d', () => {
  it('loses the indexes that others have taken the place of, and keeps what they held', async () => {
    const superseded = ['usernameCanonical_1', 'phoneNumber_1', 'identities.issuer_1_identities.subject_1'];
    const before = (await readFixture<Indexes>('indexes.json'))['users'] ?? [];
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(superseded));
    const names = await indexNames();
    expect(names.filter((name) => superseded.includes(name ?? ''))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['uniqueUsername', 'uniquePhoneNumber', 'uniqueIdentity']));
    expect(await db.collection('migrations').countDocuments({ finishedAt: { $exists: true } })).toBe(1);
    const input = { ...newPerson(), username: 'ALAN' };
    expect((await gateway.api.refusal(SignUpDocument, { input })).code).toBe('USERNAME_TAKEN');
  });

  it('lets people in by password, code and recovery code', async () => {
    const { ada, grace, alan } = people;
    expect((await signIn(gateway, grace)).userId).toBe(grace.userId);
    const admin = await signIn(gateway, alan);
    expect((await gateway.api.call(MeDocument, undefined, admin)).me?.roles).toEqual(['USER', 'ADMIN']);
    const byCode = {
      challengeToken: await challengeFor(gateway, ada),
      code: freshCode(gateway, { secret: ada.totpSecret }),
    };
    const { signInWithTotp } = await gateway.api.call(SignInWithTotpDocument, { input: byCode });
    expect(signInWithTotp.userId).toBe(ada.userId);
    const byRecovery = { challengeToken: await challengeFor(gateway, ada), code: ada.recoveryCode };
    const { signInWithRecoveryCode } = await gateway.api.call(SignInWithRecoveryCodeDocument, {
      input: byRecovery,
    });
    expect(signInWithRecoveryCode.userId).toBe(ada.userId);
  });

  it('lets sessions go on, and ends the one whose spent token comes', async () => {
    const { ada, grace } = people;
    const refresh = async (refreshToken: string) =>
      (await gateway.api.call(RefreshDocument, { refreshToken })).refresh;
    expect((await refresh(ada.refreshToken)).userId).toBe(ada.userId);
    expect((await refresh(grace.refreshToken)).userId).toBe(grace.userId);
    const { refreshToken: next = '' } = await refresh(grace.rotatedRefreshToken);
    const refusal = (refreshToken: string) => gateway.api.refusal(RefreshDocument, { refreshToken });
    expect((await refusal(grace.spentRefreshToken)).code).toBe('TOKEN_REUSED');
    expect((await refusal(next ?? '')).code).toBe('TOKEN_INVALID');
  });

  it('is restored by the command line, from an archive of it', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'portcullis-551c88d-'));
    const file = join(directory, 'archive');
    await writeFile(file, gzipSync(await readText('documents.ndjson')));
    const other = await connect(freshDatabaseUri());
    const settings = settingsOn(uri.replace(db.databaseName, other.db.databaseName));
    const { code, stderr } = await runCommand(['restore', file], settings);
    expect([code, stderr]).toEqual([0, '']);
    const restored = await startTestGateway(settings);
    expect((await signIn(restored, people.grace)).userId).toBe(people.grace.userId);
    await restored.stop('keep');
    await other.connection.dropDatabase();
    await other.connection.close();
    await rm(directory, { recursive: true });
  });
});
