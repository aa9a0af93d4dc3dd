/** What the file of each system holds, and what becomes of it. */
import { describe, expect, it } from '@jest/globals';

import { systems } from '../../../src/transfer/systems/systems.js';

const now = new Date('2026-03-01T12:00:00Z');

function adapt(name: string, source: object, parameters: Readonly<Record<string, string>> = {}) {
  const system = systems.find((one) => one.name === name);
  if (system === undefined) throw new TypeError(`There is no system ${name}.`);
  const context = { parameters: new Map(Object.entries(parameters)), now };
  return system.adapt(source as Readonly<Record<string, unknown>>, context);
}

const google = (subject: string) => ({ issuer: 'https://accounts.google.com', subject });

describe('--from keycloak', () => {
  const password = {
    type: 'password',
    secretData:
      '{"value":"VM24kthlf7huo+05pkzj+k9te+RrnmfM/tS57ODNmh8=","salt":"asDlMR9kTV3EsEqe+TaqQw==","additionalParameters":{}}',
    credentialData:
      '{"hashIterations":5,"algorithm":"argon2","additionalParameters":{"hashLength":["32"],"memory":["7168"],"type":["id"],"version":["1.3"],"parallelism":["1"]}}',
  };
  const otp = {
    type: 'otp',
    secretData: '{"value":"JBSWY3DPEHPK3PXPAAAA"}',
    credentialData: '{"subType":"totp","digits":6,"counter":0,"period":30,"algorithm":"HmacSHA1"}',
  };
  const user = {
    id: '0a1b',
    username: 'ada',
    email: 'ada@example.com',
    firstName: 'Ada',
    enabled: false,
    emailVerified: true,
    createdTimestamp: 1714521600000,
    realmRoles: ['default-roles-shop', 'offline_access', 'editor'],
    attributes: { locale: ['de'], phoneNumber: ['+4930123456'], shoeSize: ['42'] },
    federatedIdentities: [
      { identityProvider: 'google', userId: '117', userName: 'ada' },
      { identityProvider: 'github', userId: '9' },
    ],
    groups: ['/staff'],
  };

  it('brings the hash as a PHC string, the seed as base32, and what it is known by', () => {
    const { record, left } = adapt('keycloak', { ...user, credentials: [password, otp] });
    expect(record).toEqual({
      id: '0a1b',
      email: 'ada@example.com',
      emailVerified: true,
      username: 'ada',
      firstName: 'Ada',
      phoneNumber: '+4930123456',
      locale: 'de',
      roles: ['editor'],
      createdAt: 1714521600000,
      disabled: true,
      passwordHash:
        '$argon2id$v=19$m=7168,t=5,p=1$asDlMR9kTV3EsEqe+TaqQw$VM24kthlf7huo+05pkzj+k9te+RrnmfM/tS57ODNmh8',
      // The text itself is the key: of these bytes, and not of what they would be as base32.
      totpSecret: 'JJBFGV2ZGNCFARKIKBFTGUCYKBAUCQKB',
      identities: [google('117')],
    });
    expect(left).toEqual([
      'identities of providers that are not OpenID Connect, or not named',
      'attributes',
      'groups',
    ]);
  });

  it('leaves what has no place, each with its word', () => {
    const strange = {
      ...otp,
      credentialData: '{"subType":"totp","digits":8,"period":30,"algorithm":"HmacSHA256"}',
    };
    const credentials = [strange, { type: 'webauthn-passwordless' }, { type: 'recovery-authn-codes' }];
    const { record, left } = adapt('keycloak', {
      username: 'ada@example.com',
      credentials,
      requiredActions: ['UPDATE_PASSWORD'],
    });
    expect(record).not.toHaveProperty('totpSecret');
    expect(record).not.toHaveProperty('username');
    expect(left).toEqual([
      'passkeys',
      'recovery codes',
      'authenticators that are not TOTP of six digits, thirty seconds and SHA-1',
      'required actions',
    ]);
    expect(adapt('keycloak', { serviceAccountClientId: 'shop' })).toEqual({
      left: ['service accounts of clients'],
    });
  });
});

describe('--from better-auth', () => {
  const user = { id: 'x1', email: 'ada@example.com', banned: true, banReason: 'Spam', banExpires: null };

  it('leaves out a ban that has run out, which stays in the row until a sign-in', () => {
    expect(adapt('better-auth', user)).toMatchObject({
      record: { disabled: true, disabledReason: 'Spam' },
      left: [],
    });
    const over = { ...user, banExpires: '2026-03-01T11:59:59+00:00' };
    expect(adapt('better-auth', over).record).not.toHaveProperty('disabled');
    const underWay = { ...user, banExpires: '2026-03-01T12:00:01+00:00' };
    expect(adapt('better-auth', underWay)).toMatchObject({
      record: { disabled: true },
      left: ['the end of a ban'],
    });
  });

  it('brings a seed that was decrypted, by the bytes of its text, where it was confirmed', () => {
    const withSeed = { ...user, banned: false, totpSecret: 'JP1hpz9vw3jVvp0z750GceiGYCFoyw8V' };
    expect(adapt('better-auth', { ...withSeed, twoFactorEnabled: true })).toEqual({
      record: expect.objectContaining({ totpSecret: 'JJIDC2DQPI4XM5ZTNJLHM4BQPI3TKMCHMNSWSR2ZINDG66LXHBLA' }),
      left: [],
    });
    expect(adapt('better-auth', { ...withSeed, twoFactorEnabled: false }).record).not.toHaveProperty(
      'totpSecret',
    );
    expect(adapt('better-auth', { ...user, banned: false, twoFactorEnabled: true })).toMatchObject({
      left: ['second factors, whose seeds are encrypted under BETTER_AUTH_SECRET'],
    });
  });
});

describe('the others', () => {
  it('--from firebase: the hash with the parameters of the project', () => {
    const user = {
      localId: 'x1',
      email: 'ada@example.com',
      emailVerified: true,
      passwordHash: '_KUhyHz5-XQ=',
      salt: 'ZmI=',
      displayName: 'Ada King Lovelace',
      createdAt: '1714521600000',
      disabled: false,
      providerUserInfo: [
        { providerId: 'google.com', rawId: '117' },
        { providerId: 'password', rawId: 'ada@example.com' },
      ],
      customAttributes: '{"admin":true}',
    };
    expect(adapt('firebase', user, { rounds: '4' })).toMatchObject({
      record: {
        ...{ firstName: 'Ada King', lastName: 'Lovelace', createdAt: 1714521600000 },
        passwordHash: 'firebase:14:4:Bw==:ZmI=:/KUhyHz5+XQ=',
        identities: [google('117')],
      },
      left: ['custom claims'],
    });
  });

  it('--from auth0: both exports', () => {
    const withHash = {
      _id: { $oid: '5f' },
      email: 'a@example.com',
      email_verified: true,
      passwordHash: '$2b$10$x',
      tenant: 't',
    };
    expect(adapt('auth0', withHash).record).toMatchObject({
      id: '5f',
      emailVerified: true,
      passwordHash: '$2b$10$x',
    });
    const bulk = {
      user_id: 'auth0|1',
      name: 'Ada Lovelace',
      blocked: true,
      created_at: '2024-05-01T00:00:00.000Z',
      mfa_factors: [{ totp: { secret: 'JBSWY3DPEHPK3PXP' } }],
      identities: [
        { provider: 'auth0', user_id: '1' },
        { provider: 'google-oauth2', user_id: '117' },
      ],
      app_metadata: { plan: 'gold' },
    };
    expect(adapt('auth0', bulk)).toMatchObject({
      record: {
        disabled: true,
        totpSecret: 'JBSWY3DPEHPK3PXP',
        identities: [google('117')],
        createdAt: '2024-05-01T00:00:00.000Z',
      },
      left: ['app_metadata'],
    });
  });

  it('--from supabase: times of Postgres, bans with an end, and nobody who is nobody', () => {
    const user = {
      id: 'u',
      email: 'a@example.com',
      encrypted_password: '$2a$10$x',
      email_confirmed_at: '2024-05-01 10:00:00.123456+02',
      phone: '4930123456',
      banned_until: 'infinity',
      raw_user_meta_data: '{"full_name":"Ada Lovelace"}',
      identities: '[{"provider":"email","provider_id":"u"},{"provider":"google","provider_id":"117"}]',
    };
    expect(adapt('supabase', user).record).toMatchObject({
      ...{
        emailVerifiedAt: '2024-05-01T08:00:00.123Z',
        phoneNumber: '+4930123456',
        disabled: true,
        lastName: 'Lovelace',
      },
      identities: [google('117')],
    });
    expect(adapt('supabase', { ...user, banned_until: '2024-05-01 10:00:00+00' }).record).toMatchObject({
      disabled: false,
    });
    expect(adapt('supabase', { ...user, deleted_at: '2024-05-01 10:00:00+00' }).record).toBeUndefined();
    expect(adapt('supabase', { is_anonymous: 't' }).record).toBeUndefined();
  });

  it('--from django: dumpdata and CSV, with and without a password', () => {
    const fields = {
      password: 'pbkdf2_sha256$1$s$x',
      email: 'a@example.com',
      username: 'ada',
      is_superuser: true,
      is_active: false,
      date_joined: '2024-05-01T10:00:00Z',
      groups: [3],
    };
    expect(adapt('django', { model: 'auth.user', pk: 7, fields })).toEqual({
      record: {
        ...{ id: '7', email: 'a@example.com', username: 'ada', roles: ['superuser'], disabled: true },
        ...{ createdAt: '2024-05-01T10:00:00.000Z', passwordHash: 'pbkdf2_sha256$1$s$x' },
      },
      left: ['groups'],
    });
    const row = {
      id: '7',
      password: `!${'x'.repeat(40)}`,
      email: 'a@example.com',
      is_active: 't',
      is_staff: 'f',
    };
    expect(adapt('django', row).record).toEqual({
      id: '7',
      email: 'a@example.com',
      roles: [],
      disabled: false,
    });
  });

  it('--from meteor: what mongoexport writes', () => {
    const user = {
      _id: 'abc',
      createdAt: { $date: '2024-05-01T10:00:00.000Z' },
      services: { password: { bcrypt: '$2b$10$x' }, google: { id: '117' }, resume: { loginTokens: [] } },
      emails: [
        { address: 'a@example.com', verified: true },
        { address: 'b@example.com', verified: false },
      ],
    };
    expect(adapt('meteor', user)).toEqual({
      record: {
        ...{
          id: 'abc',
          email: 'a@example.com',
          emailVerified: true,
          roles: [],
          createdAt: '2024-05-01T10:00:00.000Z',
        },
        ...{ passwordHash: '$2b$10$x', identities: [google('117')] },
      },
      left: ['a second address'],
    });
  });

  it('throw for nothing, whatever stands in a file', () => {
    const odd = [
      {},
      { email: {} },
      { services: 3, emails: [null], credentials: 'x', fields: null, identities: '{' },
    ];
    for (const { name } of systems) for (const source of odd) expect(() => adapt(name, source)).not.toThrow();
  });
});
