/** `portcullis import users`, and what people find who have been moved. What is refused: import-users-refused.test.ts. */
import { pbkdf2Sync } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';

import { SignInDocument, SignInWithTotpDocument } from '../generated/operations.js';
import { codeAt } from '../harness/authenticator.js';
import { djangoHash, type ImportStage, lines, openImportStage, typed } from '../harness/import-stage.js';
import { opened } from '../harness/people.js';

let stage: ImportStage;
beforeAll(async () => {
  stage = await openImportStage({
    ROLES: 'USER,ADMIN,EDITOR',
    OIDC_PROVIDERS: 'work|https://login.example.com|portcullis|Example',
  });
});
afterAll(() => stage.stop());

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
    passwordHash: djangoHash(1000),
  };
  const bob = { id: 2, email: 'bob@example.com', disabled: true, passwordHash: bcrypt.hashSync(typed, 4) };
  const eve = {
    id: 3,
    email: 'eve@example.com',
    emailVerified: true,
    totpSecret: seed,
    passwordHash: djangoHash(2000),
  };
  const file = lines(ada, bob, eve);

  it('tells what would come of it first, and does nothing', async () => {
    const before = await stage.users.countDocuments();
    const { code, report } = await stage.importUsers(file, '--dry-run');
    expect([code, report]).toMatchObject([0, { read: 3, imported: 3, duplicates: 0, refused: 0 }]);
    expect(await stage.users.countDocuments()).toBe(before);
    const left = await stage.gateway.database.listCollections({ name: /^importRehearsal/ }).toArray();
    expect(left).toEqual([]);
  });

  it('brings all that an account has', async () => {
    const { code, report } = await stage.importUsers(file);
    expect([code, report]).toMatchObject([
      0,
      { imported: 3, left: { 'identities of an issuer that OIDC_PROVIDERS does not name': 1 } },
    ]);
    const now = expect.any(Date);
    expect(await stage.find('ada.king@example.com')).toEqual({
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
    expect(opened(await stage.signIn('ada.king@example.com', typed)).accessToken).toBeTruthy();
    const refused = await stage.gateway.api.send(SignInDocument, {
      input: { email: bob.email, password: typed },
    });
    expect(refused.errors[0]?.extensions.code).toBe('ACCOUNT_SUSPENDED');
  });

  it('brings second factors, sealed, and asks for them', async () => {
    const stored = JSON.stringify(await stage.find('eve@example.com'));
    expect(stored).not.toContain(seed);
    const challenge = await stage.signIn('eve@example.com', typed);
    if (challenge?.__typename !== 'TwoFactorChallenge') throw new Error('No challenge.');
    expect(challenge.methods).toEqual(['TOTP']);
    const code = codeAt(seed, stage.gateway.clock.now());
    const input = { challengeToken: challenge.challengeToken, code };
    expect(
      (await stage.gateway.api.send(SignInWithTotpDocument, { input })).data?.signInWithTotp.accessToken,
    ).toBeTruthy();
  });

  it('changes nothing the second time, and goes on where a file grew', async () => {
    const before = await stage.find('ada.king@example.com');
    const { code, report } = await stage.importUsers(
      `${file}\n${lines({ id: 4, email: 'new@example.com' })}`,
    );
    expect([code, report]).toMatchObject([0, { imported: 1, unchanged: 3, duplicates: 0 }]);
    expect(await stage.find('ada.king@example.com')).toEqual(before);
  });

  it('reads CSV, and files of others', async () => {
    const csv = `email,firstName,roles,emailVerified,passwordHash\ncsv@example.com,Ada,EDITOR,true,${djangoHash(1500)}\n`;
    expect((await stage.importUsers(csv)).report).toMatchObject({ imported: 1 });
    expect(await stage.find('csv@example.com')).toMatchObject({
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
    const { report } = await stage.importUsers(
      JSON.stringify(realm),
      '--from',
      'keycloak',
      '--map-role',
      'editor=EDITOR',
    );
    expect(report).toMatchObject({ imported: 1, refused: 0 });
    expect(opened(await stage.signIn('kc@example.com', typed)).accessToken).toBeTruthy();
  });
});

describe('import users --from keycloak', () => {
  it('brings the people of an export that Keycloak wrote, who sign in as before', async () => {
    const realm = await readFile(new URL('../fixtures/keycloak-26.7.0/shop-realm.json', import.meta.url));
    const { code, report } = await stage.importUsers(
      realm,
      ...['--from', 'keycloak', '--map-role', 'editor=EDITOR', 'staff='],
    );
    // Who has no address has no account here, and a client is nobody.
    expect([code, report]).toMatchObject([3, { imported: 6, refused: 1, skipped: 1 }]);
    expect(report?.problems).toMatchObject([{ place: 'entry 7', field: 'email' }]);
    // Argon2, and PBKDF2 with SHA-256 and with SHA-1.
    for (const name of ['ada', 'cleo'])
      expect(opened(await stage.signIn(`${name}@shop.example`, typed)).accessToken).toBeTruthy();
    const challenge = await stage.signIn('bob@shop.example', typed);
    if (challenge?.__typename !== 'TwoFactorChallenge') throw new Error('No challenge.');
    // The text `rcGRWo2UQcck7iDzGFEg`, as the page of Keycloak shows it.
    const totp = codeAt('OJRUOUSXN4ZFKULDMNVTO2KEPJDUMRLH', stage.gateway.clock.now());
    const input = { challengeToken: challenge.challengeToken, code: totp };
    expect((await stage.gateway.api.send(SignInWithTotpDocument, { input })).errors).toEqual([]);
    expect(await stage.find('ada@shop.example')).toMatchObject({
      ...{ username: 'ada.shop', phoneNumber: '+4930654321', roles: ['USER', 'EDITOR'] },
      identities: [{ provider: 'google', subject: '117' }],
    });
    const disabled = { email: 'dan@shop.example', password: typed };
    const refused = await stage.gateway.api.send(SignInDocument, { input: disabled });
    expect(refused.errors[0]?.extensions.code).toBe('ACCOUNT_SUSPENDED');
  });
});
