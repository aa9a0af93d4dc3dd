/** What an older version left, under this one: test/fixtures/database-551c88d. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type mongoose from 'mongoose';

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
import {
  fillAsOlder,
  olderSettings,
  type OlderPeople,
  type OlderPerson,
  readOlderDocuments,
  readOlderIndexes,
  readOlderPeople,
} from '../harness/older-database.js';
import { newPerson, opened } from '../harness/people.js';

let people: OlderPeople;
let connection: mongoose.Connection;
let db: mongoose.mongo.Db;
let gateway: TestGateway;
const uri = freshDatabaseUri();

const settingsOn = (mongodbUri: string) => olderSettings(mongodbUri, people);

beforeAll(async () => {
  people = await readOlderPeople();
  ({ connection, db } = await connect(uri));
  await fillAsOlder(db);
  gateway = await startTestGateway(settingsOn(uri));
});
afterAll(async () => {
  await gateway.stop('keep');
  await connection.dropDatabase();
  await connection.close();
});

const signIn = async (where: TestGateway, { email, password }: OlderPerson) =>
  opened((await where.api.call(SignInDocument, { input: { email, password } })).signIn);

const indexNames = async () => (await db.collection('users').indexes()).map(({ name }) => name);

describe('a database of commit 551c88d', () => {
  it('loses the indexes that others have taken the place of, and keeps what they held', async () => {
    const superseded = ['usernameCanonical_1', 'phoneNumber_1', 'identities.issuer_1_identities.subject_1'];
    const before = (await readOlderIndexes())['users'] ?? [];
    expect(before.map(({ name }) => name)).toEqual(expect.arrayContaining(superseded));
    const names = await indexNames();
    expect(names.filter((name) => superseded.includes(name ?? ''))).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(['uniqueUsername', 'uniquePhoneNumber', 'uniqueIdentity']));
    expect(await db.collection('migrations').countDocuments({ finishedAt: { $exists: true } })).toBe(1);
    const input = { ...newPerson(), username: 'ALAN' };
    expect((await gateway.api.refusal(SignUpDocument, { input })).code).toBe('USERNAME_TAKEN');
  });

  it('loses them again where a gateway of that version has started beside it, and made them anew', async () => {
    await db.collection('users').createIndexes((await readOlderIndexes())['users']?.slice() ?? []);
    const second = await startTestGateway({ ...settingsOn(uri), MIGRATIONS: 'refuse' });
    await second.stop('keep');
    expect(await indexNames()).toContain('phoneNumber_1');
    const { code, stdout } = await runCommand(['migrate', 'status'], settingsOn(uri));
    expect([code, stdout]).toEqual([0, expect.stringContaining('undone by an older version')]);
    const next = await startTestGateway(settingsOn(uri));
    await next.stop('keep');
    expect(await indexNames()).not.toContain('phoneNumber_1');
    expect(await indexNames()).toContain('uniquePhoneNumber');
    expect(await db.collection('migrations').countDocuments({ finishedAt: { $exists: true } })).toBe(1);
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
    await writeFile(file, gzipSync(await readOlderDocuments()));
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
