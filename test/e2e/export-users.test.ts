/** `portcullis export users`, which another Portcullis imports. */
import { pbkdf2Sync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { Toolbox } from '../../src/toolbox.js';
import { SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import { challengeFor, freshCode, personWith2fa, type WithAuthenticator } from '../harness/authenticator.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

const settings = { ROLES: 'USER,ADMIN,EDITOR' };
let gateway: TestGateway;
let tools: Toolbox;
let folder: string;
/** Signed up and connected an authenticator, all by the API. */
let native: WithAuthenticator;
beforeAll(async () => {
  gateway = await startTestGateway(settings);
  tools = await openTools(gateway, settings);
  folder = await mkdtemp(join(tmpdir(), 'portcullis-export-'));
  await signUp(gateway);
  native = await personWith2fa(gateway);
});
afterAll(async () => {
  await tools.stop();
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const run = (args: readonly string[], on = tools) => runWith(on, args);
const typed = 'pässwörd-Ω';
const digest = pbkdf2Sync(typed, 'salt', 1000, 32, 'sha256').toString('base64');
const passwordHash = `pbkdf2_sha256$1000$salt$${digest}`;
const ada = {
  ...{
    id: 1,
    email: 'ada.king@example.com',
    emailVerifiedAt: '2020-01-02T03:04:05Z',
    username: 'Ada',
    passwordHash,
  },
  ...{ firstName: 'Ada', lastName: 'King', phoneNumber: '+49 30 123456', locale: 'de', roles: ['EDITOR'] },
  identities: [{ issuer: 'https://accounts.google.com', subject: '117' }],
  publicMetadata: { plan: 'gold' },
  privateMetadata: { seats: [1, 2], note: { deep: 'ü' } },
};
const bob = { id: 2, email: 'bob@example.com', disabled: true, disabledReason: 'left', passwordHash };
const eve = {
  id: 3,
  email: 'eve@example.com',
  emailVerified: true,
  totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
};

describe('export users', () => {
  it('writes what another Portcullis reads, hashes and seeds only where they are asked for', async () => {
    const seeded = join(folder, 'seeded.ndjson');
    await writeFile(seeded, [ada, bob, eve].map((record) => JSON.stringify(record)).join('\n'));
    expect((await run(['import', 'users', seeded])).code).toBe(0);
    const [plainFile, file, back] = ['plain', 'full', 'back'].map((name) => join(folder, `${name}.ndjson`));
    if (plainFile === undefined || file === undefined || back === undefined) throw new TypeError('No names.');
    expect((await run(['export', 'users', plainFile])).code).toBe(0);
    expect(await readFile(plainFile, 'utf8')).not.toMatch(/passwordHash|totpSecret|\$2b\$/);
    expect((await run(['export', 'users', file, '--with-hashes', '--with-seeds'])).code).toBe(0);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await run(['export', 'users', file])).code).toBe(3);
    const other = await startTestGateway(settings);
    const otherTools = await openTools(other, settings);
    try {
      const { code, stdout } = await run(['import', 'users', file, '--json'], otherTools);
      const count = await gateway.database.collection('users').countDocuments();
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { imported: count, refused: 0, left: {} }]);
      const input = { email: ada.email, password: typed };
      expect((await other.api.send(SignInDocument, { input })).data?.signIn.__typename).toBe('AuthPayload');
      const challengeToken = await challengeFor(other, native);
      const second = { challengeToken, code: freshCode(other, native) };
      expect((await other.api.send(SignInWithTotpDocument, { input: second })).errors).toEqual([]);
      const suspended = { email: bob.email, password: typed };
      const { errors } = await other.api.send(SignInDocument, { input: suspended });
      expect(errors[0]?.extensions.code).toBe('ACCOUNT_SUSPENDED');
      const there = await other.database.collection('users').findOne({ usernameCanonical: 'ada' });
      expect(there).toMatchObject({
        publicMetadata: ada.publicMetadata,
        privateMetadata: ada.privateMetadata,
      });
      await run(['export', 'users', back, '--with-hashes', '--with-seeds'], otherTools);
      const records = (text: string) =>
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as { readonly id: string; readonly email: string })
          .map(({ id: _, ...record }) => record)
          .sort((a, b) => (a.email < b.email ? -1 : 1));
      const [before, after] = [records(await readFile(file, 'utf8')), records(await readFile(back, 'utf8'))];
      // Who has signed in there has a hash of there.
      const without = (all: typeof before) => all.filter(({ email }) => email !== ada.email);
      expect(without(after)).toEqual(without(before));
    } finally {
      await otherTools.stop();
      await other.stop();
    }
  });
});

describe('import users --from better-auth', () => {
  /** As better-auth 1.7.25 wrote it, with its plugins admin, username, phoneNumber and twoFactor. */
  const row = {
    name: 'Ada King Lovelace',
    email: 'ada@better-auth.example',
    emailVerified: false,
    createdAt: '2026-11-28T11:21:00.160Z',
    updatedAt: '2026-11-28T11:21:00.160Z',
    role: 'user',
    banned: false,
    username: 'ada.king',
    displayUsername: 'Ada.King',
    twoFactorEnabled: false,
    id: 'tHjHGaMOX8FABouGOz0O6BW9fnGUIVnU',
    accounts: [
      {
        accountId: 'tHjHGaMOX8FABouGOz0O6BW9fnGUIVnU',
        providerId: 'credential',
        userId: 'tHjHGaMOX8FABouGOz0O6BW9fnGUIVnU',
        password:
          '6824aa268f3cab2af5f9affde6eff797:e69a602cdcff71bf064a9d3a7ded009d6416806edf7c24db3b7691d13c5cc91dfac22977b50ed1ec76625a8f488161e06a21bcab7401bd98a9fe6d57ea08e504',
        createdAt: '2026-11-28T11:21:00.184Z',
        updatedAt: '2026-11-28T11:21:00.184Z',
        id: 'loN6IgSHuGYqiArm0XtreNviqN1O1hVS',
      },
    ],
  };

  it('takes the rows that it wrote, and the password that they are of', async () => {
    const file = join(folder, 'better-auth.json');
    await writeFile(file, JSON.stringify([row]));
    const { code } = await run(['import', 'users', file, '--from', 'better-auth']);
    expect(code).toBe(0);
    const stored = await gateway.database.collection('users').findOne({ emailCanonical: row.email });
    expect(stored).toMatchObject({
      username: 'Ada.King',
      firstName: 'Ada King',
      lastName: 'Lovelace',
      roles: ['USER'],
    });
    const input = { email: row.email, password: typed };
    expect((await gateway.api.send(SignInDocument, { input })).data?.signIn.__typename).toBe('AuthPayload');
  });
});
