/** `portcullis import users` and `export users`, and what people find who have been moved. */
import { pbkdf2Sync } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';

import type { Toolbox } from '../../src/toolbox.js';
import { SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import { codeAt } from '../harness/authenticator.js';
import { openTools, runWith } from '../harness/command-in-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { opened, signUp } from '../harness/people.js';

const settings = {
  ROLES: 'USER,ADMIN,EDITOR',
  OIDC_PROVIDERS: 'work|https://login.example.com|portcullis|Example',
};
let gateway: TestGateway;
let tools: Toolbox;
let folder: string;
beforeAll(async () => {
  gateway = await startTestGateway(settings);
  tools = await openTools(gateway, settings);
  folder = await mkdtemp(join(tmpdir(), 'portcullis-import-'));
});
afterAll(async () => {
  await tools.stop();
  await gateway.stop();
  await rm(folder, { recursive: true });
});

const users = () => gateway.database.collection('users');

const run = (args: readonly string[], on = tools) => runWith(on, args);

let files = 0;
/** Imports what is written there. */
async function importUsers(text: string | Buffer, ...options: string[]) {
  const file = join(folder, `file-${files++}`);
  await writeFile(file, text);
  const { code, stdout, stderr } = await run(['import', 'users', file, '--json', ...options]);
  return { code, stderr, report: stdout === '' ? undefined : (JSON.parse(stdout) as Report) };
}
interface Report {
  readonly imported: number;
  readonly problems: readonly { readonly place: string; readonly field?: string; readonly message: string }[];
  readonly taken: readonly { readonly place: string; readonly field?: string }[];
}

const lines = (...records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
const find = (emailCanonical: string) => users().findOne({ emailCanonical });
const signIn = async (email: string, password: string) =>
  (await gateway.api.send(SignInDocument, { input: { email, password } })).data?.signIn;

const typed = 'pässwörd-Ω';
const django = (iterations: number) =>
  `pbkdf2_sha256$${iterations}$salt$${pbkdf2Sync(typed, 'salt', iterations, 32, 'sha256').toString('base64')}`;

describe('import users: ok', () => {
  const seed = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
  const ada = {
    ...{
      id: 1,
      email: 'Ada.King@Example.com',
      emailVerifiedAt: '2020-01-02T03:04:05Z',
      username: 'Ada',
      firstName: 'Ada',
    },
    ...{
      lastName: 'King',
      phoneNumber: '+49 30 123456',
      locale: 'de',
      roles: ['EDITOR'],
      createdAt: '2019-05-01',
    },
    identities: [
      { issuer: 'https://login.example.com', subject: '42' },
      { issuer: 'https://elsewhere.example.com', subject: '1' },
    ],
    passwordHash: django(1000),
  };
  const bob = { id: 2, email: 'bob@example.com', disabled: true, passwordHash: bcrypt.hashSync(typed, 4) };
  const eve = {
    id: 3,
    email: 'eve@example.com',
    emailVerified: true,
    totpSecret: seed,
    passwordHash: django(2000),
  };
  const file = lines(ada, bob, eve);

  it('tells what would come of it first, and does nothing', async () => {
    const before = await users().countDocuments();
    const { code, report } = await importUsers(file, '--dry-run');
    expect([code, report]).toMatchObject([0, { read: 3, imported: 3, duplicates: 0, refused: 0 }]);
    expect(await users().countDocuments()).toBe(before);
    const left = await gateway.database.listCollections({ name: /^importRehearsal/ }).toArray();
    expect(left).toEqual([]);
  });

  it('brings all that an account has', async () => {
    const { code, report } = await importUsers(file);
    expect([code, report]).toMatchObject([
      0,
      { imported: 3, left: { 'identities of an issuer that OIDC_PROVIDERS does not name': 1 } },
    ]);
    const now = expect.any(Date);
    expect(await find('ada.king@example.com')).toEqual({
      ...{
        _id: expect.anything(),
        schemaVersion: 1,
        email: 'Ada.King@Example.com',
        emailCanonical: 'ada.king@example.com',
      },
      ...{ emailVerifiedAt: new Date('2020-01-02T03:04:05Z'), username: 'Ada', usernameCanonical: 'ada' },
      ...{
        firstName: 'Ada',
        lastName: 'King',
        phoneNumber: '+4930123456',
        locale: 'de',
        roles: ['USER', 'EDITOR'],
      },
      password: { scheme: 'django', cost: 1000, work: 'pbkdf2:sha256', hash: ada.passwordHash },
      identities: [
        {
          provider: 'work',
          issuer: 'https://login.example.com',
          subject: '42',
          linkedAt: new Date('2019-05-01'),
        },
      ],
      ...{ factors: [], enable2FA: false, credentialVersion: 1, version: 1 },
      ...{ createdAt: new Date('2019-05-01'), updatedAt: now },
    });
    expect(opened(await signIn('ada.king@example.com', typed)).accessToken).toBeTruthy();
    const refused = await gateway.api.send(SignInDocument, { input: { email: bob.email, password: typed } });
    expect(refused.errors[0]?.extensions.code).toBe('ACCOUNT_SUSPENDED');
  });

  it('brings second factors, sealed, and asks for them', async () => {
    const stored = JSON.stringify(await find('eve@example.com'));
    expect(stored).not.toContain(seed);
    const challenge = await signIn('eve@example.com', typed);
    if (challenge?.__typename !== 'TwoFactorChallenge') throw new Error('No challenge.');
    expect(challenge.methods).toEqual(['TOTP']);
    const code = codeAt(seed, gateway.clock.now());
    const input = { challengeToken: challenge.challengeToken, code };
    expect(
      (await gateway.api.send(SignInWithTotpDocument, { input })).data?.signInWithTotp.accessToken,
    ).toBeTruthy();
  });

  it('changes nothing the second time, and goes on where a file grew', async () => {
    const before = await find('ada.king@example.com');
    const { code, report } = await importUsers(`${file}\n${lines({ id: 4, email: 'new@example.com' })}`);
    expect([code, report]).toMatchObject([0, { imported: 1, unchanged: 3, duplicates: 0 }]);
    expect(await find('ada.king@example.com')).toEqual(before);
  });

  it('reads CSV, and files of others', async () => {
    const csv = `email,firstName,roles,emailVerified,passwordHash\ncsv@example.com,Ada,EDITOR,true,${django(1500)}\n`;
    expect((await importUsers(csv)).report).toMatchObject({ imported: 1 });
    expect(await find('csv@example.com')).toMatchObject({
      roles: ['USER', 'EDITOR'],
      emailVerifiedAt: expect.any(Date),
    });
    const secretData = {
      value: pbkdf2Sync(typed, 'salt', 1000, 64, 'sha512').toString('base64'),
      salt: Buffer.from('salt').toString('base64'),
    };
    const credential = {
      type: 'password',
      secretData: JSON.stringify(secretData),
      credentialData: JSON.stringify({
        hashIterations: 1000,
        algorithm: 'pbkdf2-sha512',
        additionalParameters: {},
      }),
    };
    const realm = {
      realm: 'shop',
      users: [
        {
          username: 'kc.user',
          email: 'kc@example.com',
          enabled: true,
          realmRoles: ['editor'],
          credentials: [credential],
        },
      ],
    };
    const { report } = await importUsers(
      JSON.stringify(realm),
      '--from',
      'keycloak',
      '--map-role',
      'editor=EDITOR',
    );
    expect(report).toMatchObject({ imported: 1, refused: 0 });
    expect(opened(await signIn('kc@example.com', typed)).accessToken).toBeTruthy();
  });
});

describe('import users --from keycloak', () => {
  it('brings the people of an export that Keycloak wrote, who sign in as before', async () => {
    const realm = await readFile(new URL('../fixtures/keycloak-26.7.0/shop-realm.json', import.meta.url));
    const { code, report } = await importUsers(
      realm,
      ...['--from', 'keycloak', '--map-role', 'editor=EDITOR', 'staff='],
    );
    // Who has no address has no account here, and a client is nobody.
    expect([code, report]).toMatchObject([3, { imported: 6, refused: 1, skipped: 1 }]);
    expect(report?.problems).toMatchObject([{ place: 'entry 7', field: 'email' }]);
    // Argon2, and PBKDF2 with SHA-256 and with SHA-1.
    for (const name of ['ada', 'cleo'])
      expect(opened(await signIn(`${name}@shop.example`, typed)).accessToken).toBeTruthy();
    const challenge = await signIn('bob@shop.example', typed);
    if (challenge?.__typename !== 'TwoFactorChallenge') throw new Error('No challenge.');
    // The text `rcGRWo2UQcck7iDzGFEg`, as the page of Keycloak shows it.
    const totp = codeAt('OJRUOUSXN4ZFKULDMNVTO2KEPJDUMRLH', gateway.clock.now());
    const input = { challengeToken: challenge.challengeToken, code: totp };
    expect((await gateway.api.send(SignInWithTotpDocument, { input })).errors).toEqual([]);
    expect(await find('ada@shop.example')).toMatchObject({
      ...{ username: 'ada.shop', phoneNumber: '+4930654321', roles: ['USER', 'EDITOR'] },
      identities: [{ provider: 'google', subject: '117' }],
    });
    const disabled = { email: 'dan@shop.example', password: typed };
    const refused = await gateway.api.send(SignInDocument, { input: disabled });
    expect(refused.errors[0]?.extensions.code).toBe('ACCOUNT_SUSPENDED');
  });
});

describe('import users: other refusals', () => {
  it('tells each problem with its line, field and kind, never the value, and brings the others', async () => {
    const secret = django(1000).slice(0, -5);
    const text = lines(
      { email: 'nobody', firstName: 'x\u0000y' },
      { email: 'cut@example.com', passwordHash: secret },
      { email: 'dear@example.com', passwordHash: bcrypt.hashSync(typed, 4).replace('$04$', '$31$') },
      { email: 'emperor@example.com', roles: ['EMPEROR'] },
      { email: 'typo@example.com', fistName: 'Ada' },
      { email: 'time@example.com', createdAt: 'yesterday' },
      { email: 'right@example.com' },
    );
    const { code, report, stderr } = await importUsers(`${text}\nno JSON`);
    expect(code).toBe(3);
    expect(report).toMatchObject({ read: 8, imported: 1, refused: 7 });
    expect(report?.problems).toMatchObject([
      { place: 'line 1', field: 'email', kind: 'text of 6 characters' },
      { place: 'line 1', field: 'firstName' },
      {
        place: 'line 2',
        field: 'passwordHash',
        message: 'is damaged: a part of it is not written as its system writes it',
      },
      {
        place: 'line 3',
        field: 'passwordHash',
        message: 'asks for too much work: the cost of bcrypt is over 15',
      },
      { place: 'line 4', field: 'roles', message: 'hold EMPEROR, which ROLES does not name' },
      { place: 'line 5', field: 'fistName', message: 'is no field of an account' },
      { place: 'line 6', field: 'createdAt', message: 'must be a time such as 2024-05-01T12:00:00Z' },
      { place: 'line 8', message: 'is no JSON' },
    ]);
    expect(JSON.stringify(report) + stderr).not.toContain(secret.slice(-20));
    expect(await find('emperor@example.com')).toBeNull();
  });

  it('says so where there is nobody in the file, as in that of a realm whose users are in others', async () => {
    const { code, stderr } = await importUsers('{"realm":"shop","roles":{}}', '--from', 'keycloak');
    expect([code, stderr]).toEqual([0, expect.stringMatching(/ holds no account\.\n$/)]);
  });

  it('leaves out what an account can do without, where that is wished', async () => {
    const text = lines({
      email: 'few@example.com',
      username: 'x',
      phoneNumber: '1',
      passwordHash: '$y$j9T$x$y',
      lastName: 'Left',
    });
    const { code, report } = await importUsers(text, '--drop-invalid');
    expect([code, report?.problems.map(({ field }) => field)]).toEqual([
      0,
      ['username', 'phoneNumber', 'passwordHash'],
    ]);
    expect(await find('few@example.com')).toMatchObject({ lastName: 'Left' });
    expect(await find('few@example.com')).not.toHaveProperty('password');
  });

  it('tells who is there twice, in the file and here, by address, username and number', async () => {
    const there = await signUp(gateway, { username: 'here.before', phoneNumber: '+49 30 765432' });
    const text = lines(
      { email: there.email.toUpperCase(), firstName: 'Other' },
      { email: 'd1@example.com', username: 'Here.Before' },
      { email: 'd2@example.com', phoneNumber: '+4930765432' },
      { id: 'a', email: 'twice@example.com' },
      { id: 'b', email: 'Twice@example.com' },
    );
    const expected = [
      { place: 'line 1', field: 'email' },
      { place: 'line 2', field: 'username' },
      { place: 'line 3', field: 'phoneNumber' },
      { place: 'line 5', field: 'email' },
    ];
    const rehearsed = await importUsers(text, '--dry-run');
    expect([rehearsed.code, rehearsed.report]).toMatchObject([3, { imported: 1, taken: expected }]);
    const { code, report } = await importUsers(text);
    expect([code, report]).toMatchObject([3, { imported: 1, duplicates: 4, taken: expected }]);
    expect(await find(there.email)).not.toMatchObject({ firstName: 'Other' });
  });

  it('lets the upper of two in, also where they are in batches that are written together', async () => {
    const rows = Array.from({ length: 1_200 }, (_, row) => ({ id: `b${row}`, email: `b${row}@example.com` }));
    const taken = [
      [500, 499],
      [700, 3],
      [1_199, 998],
    ] as const;
    for (const [later, upper] of taken) rows[later] = { id: `c${later}`, email: `B${upper}@example.com` };
    const { report } = await importUsers(lines(...rows));
    expect(report).toMatchObject({ imported: 1_197, duplicates: 3 });
    expect(report?.taken.map(({ place }) => place).sort()).toEqual(['line 1200', 'line 501', 'line 701']);
  });

  it('ends at a file of another charset with the byte, and says so of a file that is not there', async () => {
    const latin = Buffer.concat([
      Buffer.from('email\nren'),
      Buffer.from([0xe9]),
      Buffer.from('@example.com\n'),
    ]);
    const { code, stderr } = await importUsers(latin);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('line 2, byte 9 of the file (0xe9) is not UTF-8'),
    ]);
    const missing = await run(['import', 'users', join(folder, 'none')]);
    expect([missing.code, missing.stderr]).toEqual([3, expect.stringContaining('There is no file')]);
  });
});
