import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';
import { configWarnings } from '../../../src/config/warnings.js';
import { newFolder } from '../../harness/new-folder.js';

const problemsOf = (environment: Record<string, string>) => {
  try {
    parseConfig(environment);
  } catch (error) {
    return (error as Error).message;
  }
  return 'none';
};

describe('the configuration', () => {
  it('has the documented defaults, frozen', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({
      nodeEnv: 'development',
      host: '127.0.0.1',
      port: 4000,
      accessTokenTtlMs: 15 * 60_000,
      refreshTokenTtlMs: 30 * 86_400_000,
      refreshTokenIdleTtlMs: 7 * 86_400_000,
      refreshGraceMs: 10_000,
      bcryptCost: 12,
      hashQueue: 64,
      audience: ['portcullis'],
      clientId: 'portcullis',
      roles: ['USER', 'ADMIN'],
      trustProxy: 0,
      sandbox: true,
      introspection: true,
      availabilityQueries: true,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('hardens in production', () => {
    const config = parseConfig({ NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example.com/' });
    expect(config).toMatchObject({
      host: '0.0.0.0',
      sandbox: false,
      introspection: false,
      publicUrl: 'https://auth.example.com',
    });
  });

  it('counts an empty value as unset', () => {
    expect(parseConfig({ PORT: '', MONGODB_URI: ' ' })).toMatchObject({ port: 4000, mongodbUri: undefined });
  });

  it('tells every wrong setting at once, and repeats no secret', () => {
    const message = problemsOf({
      NODE_ENV: 'production',
      PORT: '99999',
      ACCESS_TOKEN_TTL: 'soon',
      BCRYPT_COST: '9',
      SECRET: 'hunter2',
      ROLES: 'EDITOR',
      CORS_ORIGINS: 'app.example.com',
      DEFAULT_COUNTRY: 'XX',
      SIGN_UP_REQUIRES: 'shoeSize',
      TRUST_PROXY: 'yes',
      MONGODB_URI: 'postgres://localhost',
      AUDIENCE: ',',
    });
    const names = message.split('\n').flatMap((line) => /^ {2}- (\S+)/.exec(line)?.[1] ?? []);
    expect(names.sort()).toEqual(
      [
        'ACCESS_TOKEN_TTL',
        'AUDIENCE',
        'BCRYPT_COST',
        'CORS_ORIGINS',
        'DEFAULT_COUNTRY',
        'MONGODB_URI',
        'PORT',
        'PUBLIC_URL',
        'ROLES',
        'SECRET',
        'SIGN_UP_REQUIRES',
        'TRUST_PROXY',
      ].sort(),
    );
    expect(message).not.toContain('hunter2');
  });

  it('requires SECRET with MONGODB_URI', () => {
    expect(problemsOf({ MONGODB_URI: 'mongodb://localhost' })).toContain(
      'SECRET is required with MONGODB_URI',
    );
  });

  it.each([
    ['CORS_ORIGIN', 'CORS_ORIGINS'],
    ['COOKIE_SAMESITE', 'COOKIE_SAME_SITE'],
    ['MONGO_URI', 'MONGODB_URI'],
    ['SMTP_URI', 'SMTP_URL'],
    ['PORTCULLIS_PORT', 'PORT'],
    ['smtp_url', 'SMTP_URL'],
  ])('asks at %s whether %s was meant', (written, meant) => {
    const config = parseConfig({ [written]: 'x' });
    expect(config.misnamed).toEqual([{ written, meant }]);
    expect(configWarnings(config)[0]?.says).toContain(`did you mean ${meant}?`);
    expect(problemsOf({ [written]: 'x', BCRYPT_COST: '3' })).toContain(`did you mean ${meant}?`);
  });

  it('says nothing of what else is in an environment, or where the right name is set as well', () => {
    const names = [
      'HOME',
      'HOSTNAME',
      'PATH',
      'PWD',
      'SHELL',
      'LANG',
      'TERM',
      'USER',
      'LOGNAME',
      'NODE_OPTIONS',
    ];
    const more = [
      'NODE_VERSION',
      'npm_config_cache',
      'SSH_AUTH_SOCK',
      'XDG_DATA_DIRS',
      'DATABASE',
      'SECRETS_FILE',
    ];
    const environment = Object.fromEntries([...names, ...more].map((name) => [name, 'x']));
    expect(parseConfig(environment).misnamed).toEqual([]);
    expect(parseConfig({ CORS_ORIGIN: 'x', CORS_ORIGINS: 'https://a.example' }).misnamed).toEqual([]);
  });

  it.each([
    ['0', 0],
    ['500ms', 500],
    ['30s', 30_000],
    ['15m', 900_000],
    ['12h', 43_200_000],
    ['7d', 604_800_000],
    ['1y', 31_536_000_000],
  ])('reads the duration %s', (written, ms) => {
    expect(parseConfig({ REFRESH_GRACE: written }).refreshGraceMs).toBe(ms);
  });

  it.each(['15', '-1s', '1.5h', '1 h', '1M', 'Infinity'])('refuses the duration %j', (written) => {
    expect(problemsOf({ REFRESH_GRACE: written })).toContain('REFRESH_GRACE must be a duration');
  });
});

describe('FEATURES_DISABLED', () => {
  it('takes names of what can be left out, and no other', () => {
    expect(parseConfig({ FEATURES_DISABLED: 'audit, metrics' }).featuresDisabled).toEqual([
      'audit',
      'metrics',
    ]);
    expect(() => parseConfig({ FEATURES_DISABLED: 'sessions' })).toThrow(
      /FEATURES_DISABLED may hold second-factor/,
    );
  });

  it('says where SHUTDOWN_DELAY leaves no time to stop', () => {
    const saysIt = (delay: string) =>
      configWarnings(parseConfig({ SHUTDOWN_DELAY: delay, SHUTDOWN_TIMEOUT: '10s' })).some(({ says }) =>
        says.startsWith('SHUTDOWN_DELAY leaves no time'),
      );
    expect(['6s', '7s', '20s'].map(saysIt)).toEqual([false, true, true]);
  });

  it('is told at the start together with a setting that it leaves without effect', () => {
    const settings = { FEATURES_DISABLED: 'administration,federation', GOOGLE_CLIENT_ID: 'shop' };
    const told = configWarnings(parseConfig({ ...settings, ADMIN_EMAIL: 'ada@example.com' }));
    expect(told.map(({ says }) => says)).toEqual([
      expect.stringMatching(/^The providers .* has federation/),
      expect.stringMatching(/^ADMIN_EMAIL.* has administration/),
    ]);
  });
});

describe('SIGN_IN_METHODS', () => {
  it('takes ways in and no other names, and one at least by which anybody can sign in', () => {
    expect(parseConfig({}).signInMethods).toEqual(['password', 'passkey', 'providers']);
    expect(problemsOf({ SIGN_IN_METHODS: 'password,sms' })).toContain('SIGN_IN_METHODS may hold password');
    expect(problemsOf({ SIGN_IN_METHODS: 'totp' })).toContain('SIGN_IN_METHODS must name a way in');
    expect(parseConfig({ SIGN_IN_METHODS: 'password,totp' }).totpAlone).toBe(true);
    expect(parseConfig({ SIGN_IN_METHODS: 'password' }).totpAlone).toBe(false);
  });

  it('goes with what rests on it', () => {
    const signsUp = { EMAIL_SIGN_IN_SIGNS_UP: 'true' };
    expect(problemsOf(signsUp)).toContain('EMAIL_SIGN_IN_SIGNS_UP takes email-link or email-code');
    expect(problemsOf({ ...signsUp, SIGN_IN_METHODS: 'email-link' })).toBe('none');
    expect(problemsOf({ REQUIRE_SECOND_FACTOR: 'EDITOR' })).toContain('names EDITOR, which is none of ROLES');
    expect(problemsOf({ REQUIRE_SECOND_FACTOR: 'ADMIN' })).toBe('none');
  });
  it('is told at the start together with a setting that it leaves without effect', () => {
    const settings = { SIGN_IN_LINK_URL: 'https://app.example/enter', GOOGLE_CLIENT_ID: 'shop' };
    const saidOf = (methods: string) =>
      configWarnings(parseConfig({ ...settings, SIGN_IN_METHODS: methods })).map(({ says }) => says);
    expect(saidOf('password')).toEqual([
      expect.stringMatching(/^The providers .* does not name providers/),
      expect.stringMatching(/^SIGN_IN_LINK_URL.* does not name email-link/),
    ]);
    expect(saidOf('email-link,providers')).toEqual([]);
  });

  it('leaves somebody a way in, whatever FEATURES_DISABLED leaves out', () => {
    const without = (methods: string, feature: string) =>
      problemsOf({ SIGN_IN_METHODS: methods, FEATURES_DISABLED: feature });
    expect(without('passkey', 'passkeys')).toContain('leaves out every way in of SIGN_IN_METHODS');
    expect(without('providers,totp', 'federation')).toContain('nobody could sign in');
    expect(without('passkey,email-code', 'passkeys')).toBe('none');
    const told = configWarnings(parseConfig({ SIGN_IN_METHODS: 'providers' }));
    expect(told.map(({ says }) => says)).toEqual([expect.stringContaining('none is configured')]);
  });
});

describe('the RP ID', () => {
  const saidOf = (settings: Record<string, string>) =>
    configWarnings(parseConfig(settings)).map(({ says }) => says);

  it.each([
    '192.168.0.1',
    '127.1',
    '2130706433',
    'Example.com',
    'https://example.com',
    'example.com:443',
    'example..com',
  ])('is a domain, and not %s', (written) => {
    expect(problemsOf({ WEBAUTHN_RP_ID: written })).toContain('WEBAUTHN_RP_ID must be a domain');
  });

  it('is told at the start where no browser, or hardly one, could take it', () => {
    const address = [expect.stringMatching(/^PUBLIC_URL is an address/)];
    expect(saidOf({ PUBLIC_URL: 'http://192.168.0.1:4000' })).toEqual(address);
    expect(saidOf({ PUBLIC_URL: 'http://[2001:db8::1]' })).toEqual(address);
    const elsewhere = [expect.stringContaining('is within the RP ID exmaple.com')];
    expect(saidOf({ PUBLIC_URL: 'https://auth.example.com', WEBAUTHN_RP_ID: 'exmaple.com' })).toEqual(
      elsewhere,
    );
    expect(saidOf({ WEBAUTHN_RP_ID: 'exmaple.com' })).toEqual(elsewhere);
  });

  it.each<Record<string, string>>([
    {},
    { PUBLIC_URL: 'http://127.0.0.1:4000' },
    { PUBLIC_URL: 'https://auth.example.com' },
    { PUBLIC_URL: 'https://auth.example.com', WEBAUTHN_RP_ID: 'example.com' },
    {
      PUBLIC_URL: 'https://auth.example.com',
      WEBAUTHN_RP_ID: 'shop.test',
      CORS_ORIGINS: 'https://www.shop.test',
    },
    { PUBLIC_URL: 'http://192.168.0.1:4000', SIGN_IN_METHODS: 'password' },
  ])('is nothing to tell of with %j', (settings) => {
    expect(saidOf(settings)).toEqual([]);
  });
});

describe('ROLE_PERMISSIONS', () => {
  const roles = { ROLES: 'USER,EDITOR,ADMIN' };
  const read = (written: string) => [
    ...(parseConfig({ ...roles, ROLE_PERMISSIONS: written }).rolePermissions ?? []),
  ];
  const inFile = (contents: string) => {
    const file = join(newFolder(), 'roles.json');
    writeFileSync(file, contents);
    return file;
  };
  const expected = [
    ['USER', []],
    ['EDITOR', ['posts:read', 'posts:write']],
  ];

  it('stands on one line, or in a file', () => {
    expect(read('USER=, EDITOR = posts:read  posts:write')).toEqual(expected);
    expect(read(inFile('{"USER": [], "EDITOR": ["posts:read", "posts:write"]}'))).toEqual(expected);
  });

  it.each<[string, string]>([
    ['EDITOR', 'must be a list of ROLE=permission permission'],
    ['EDITOR=a,EDITOR=b', 'must be a list of ROLE=permission permission'],
    ['EDITOR=a=b', 'must be a list of ROLE=permission permission'],
    ['EDITOR=posts:wr\u00eete', 'has the permission posts:wr\u00eete'],
    [`EDITOR=${'x'.repeat(65)}`, 'has the permission'],
    ['WRITER=posts:write', 'names WRITER, which is none of ROLES'],
    ['no-such.json', 'names no-such.json, which cannot be read: ENOENT'],
    [inFile('{"EDITOR": "posts:write"}'), 'which is no object of roles with a list of permissions each'],
    [inFile('{"EDITOR": ['), 'which cannot be read'],
    [inFile('{"EDITOR": ["posts write"]}'), 'has the permission posts write'],
  ])('refuses %s', (written, message) => {
    expect(problemsOf({ ...roles, ROLE_PERMISSIONS: written })).toContain(message);
  });
});
