/** People of a real better-auth, made by its own API and exported as our documentation says, who sign in here as before. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { type MovingIn, openMovingIn } from './moving-in.js';

const runFile = promisify(execFile);

/** Exact, so that docs/moving-in.md can say of what it is. */
const packages = { 'better-auth': '1.7.25', '@electric-sql/pglite': '0.5.17', 'kysely-pglite': '0.6.1' };
const settings = { ROLES: 'USER,ADMIN,EDITOR', GOOGLE_CLIENT_ID: 'google-client' };
const roles = ['--map-role', 'admin=ADMIN', 'editor=EDITOR'];
const typed = 'pässwörd-Ω';

describe(`people of better-auth ${packages['better-auth']}`, () => {
  let here: MovingIn;
  let folder: string;
  /** NDJSON. */
  let rows: string;
  /** In base32, of the URI that ada was shown. */
  let seed: string;
  beforeAll(async () => {
    here = await openMovingIn(settings);
    folder = await mkdtemp(join(tmpdir(), 'portcullis-better-auth-'));
    const manifest = { private: true, type: 'module', dependencies: packages };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--omit=optional'];
    await runFile('npm', ['install', ...quiet], { cwd: folder });
    await copyFile(
      fileURLToPath(new URL('better-auth-people.js', import.meta.url)),
      join(folder, 'people.js'),
    );
    const { PATH, HOME } = process.env;
    const secrets = { BETTER_AUTH_SECRET: 'kJ8s9d7f6g5h4j3k2l1q0w9e8r7t6y5u', PERSON_PASSWORD: typed };
    const { stdout, stderr } = await runFile(process.execPath, ['people.js'], {
      ...{ cwd: folder, env: { PATH, HOME, ...secrets } },
    });
    rows = stdout;
    seed = stderr.trim().split('\n').at(-1) ?? '';
  }, 900_000);
  afterAll(async () => {
    await here.stop();
    await rm(folder, { recursive: true });
  });

  it('come with all that they have, and with a word for what stays', async () => {
    const { code, imported, problems, left } = await here.importUsers(
      rows,
      '--from',
      'better-auth',
      ...roles,
    );
    expect([code, imported, problems]).toEqual([0, 7, []]);
    expect(left).toEqual({ 'identities of providers that are not OpenID Connect, or not named': 1 });
    const again = await here.importUsers(rows, '--from', 'better-auth', ...roles);
    expect(again).toMatchObject({ code: 0, imported: 0, unchanged: 7 });
  });

  it('sign in by the password of before, and again by the hash of ours', async () => {
    for (const name of ['boss', 'bob', 'fay', 'boss']) await here.signIn(`${name}@example.com`, typed);
    expect(await here.refusal('bob@example.com', `${typed}x`)).toBe('INVALID_CREDENTIALS');
  });

  it('sign in by the authenticator of before', async () => {
    await here.signInWithCode('ada@example.com', typed, seed);
    expect(await here.find('ada@example.com')).toMatchObject({ username: 'Ada.King', lastName: 'Example' });
  });

  it('have their roles and identities', async () => {
    expect(await here.find('boss@example.com')).toMatchObject({ roles: ['USER', 'ADMIN'] });
    expect(await here.find('bob@example.com')).toMatchObject({ roles: ['USER', 'EDITOR'], identities: [] });
    expect(await here.find('gina@example.com')).toMatchObject({
      emailVerifiedAt: expect.any(Date),
      identities: [{ issuer: 'https://accounts.google.com', subject: '117' }],
    });
  });

  it('stay out while a ban lasts, and no longer', async () => {
    expect(await here.refusal('dan@example.com', typed)).toBe('ACCOUNT_SUSPENDED');
    await here.signIn('eve@example.com', typed);
  });
});
