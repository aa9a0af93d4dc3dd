/** People of a real Django, exported by its own command, who sign in here as before. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { missingPrograms } from '../harness/programs.js';
import { type ImportResult, type MovingIn, openMovingIn } from './moving-in.js';

const runFile = promisify(execFile);

/** The last that runs on the Python of Debian 12. */
const packages = ['Django==5.2.19', 'argon2-cffi==25.1.0', 'bcrypt==5.0.0'];
const typed = 'pässwörd-Ω';
const withPython = missingPrograms(['python3']).length > 0 ? describe.skip : describe;

withPython(`people of ${packages[0]}`, () => {
  let here: MovingIn;
  let folder: string;
  let brought: ImportResult;
  beforeAll(async () => {
    here = await openMovingIn({});
    folder = await mkdtemp(join(tmpdir(), 'portcullis-django-'));
    await runFile('python3', ['-m', 'venv', folder]);
    const install = ['install', '--quiet', '--disable-pip-version-check', ...packages];
    await runFile(join(folder, 'bin/pip'), install);
    const program = fileURLToPath(new URL('django-people.py', import.meta.url));
    const { stdout } = await runFile(join(folder, 'bin/python'), [program, typed]);
    brought = await here.importUsers(stdout, '--from', 'django', '--map-role', 'superuser=ADMIN', 'staff=');
  }, 900_000);
  afterAll(async () => {
    await here.stop();
    await rm(folder, { recursive: true });
  });

  it('come out of a dump that has groups and permissions too', () => {
    expect(brought).toMatchObject({ code: 0, imported: 7, problems: [], left: { groups: 1 } });
  });

  it('sign in by the password of before, whichever hasher it went through', async () => {
    for (const name of ['ada', 'bob', 'cleo', 'fay', 'boss', 'ada'])
      await here.signIn(`${name}@example.com`, typed);
    for (const name of ['ada', 'eve'])
      expect(await here.refusal(`${name}@example.com`, `${typed}x`)).toBe('INVALID_CREDENTIALS');
  });

  it('have their names and roles, and stay out where they are not active', async () => {
    expect(await here.find('ada@example.com')).toMatchObject({
      username: 'ada',
      firstName: 'Ada',
      lastName: 'King',
    });
    expect(await here.find('boss@example.com')).toMatchObject({ roles: ['USER', 'ADMIN'] });
    expect(await here.find('eve@example.com')).not.toHaveProperty('password');
    expect(await here.refusal('dan@example.com', typed)).toBe('ACCOUNT_SUSPENDED');
  });
});
