/** What `portcullis import users` does not take, and how it says so. */
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import bcrypt from 'bcryptjs';

import { djangoHash, type ImportStage, lines, openImportStage, typed } from '../harness/import-stage.js';
import { signUp } from '../harness/people.js';

let stage: ImportStage;
beforeAll(async () => {
  stage = await openImportStage({ ROLES: 'USER,ADMIN,EDITOR' });
});
afterAll(() => stage.stop());

describe('import users: refused', () => {
  it('tells each problem with its line, field and kind, never the value, and brings the others', async () => {
    const secret = djangoHash(1000).slice(0, -5);
    const text = lines(
      { email: 'nobody', firstName: 'x\u0000y' },
      { email: 'cut@example.com', passwordHash: secret },
      { email: 'dear@example.com', passwordHash: bcrypt.hashSync(typed, 4).replace('$04$', '$31$') },
      { email: 'emperor@example.com', roles: ['EMPEROR'] },
      { email: 'typo@example.com', fistName: 'Ada' },
      { email: 'time@example.com', createdAt: 'yesterday' },
      { email: 'right@example.com' },
    );
    const { code, report, stderr } = await stage.importUsers(`${text}\nno JSON`);
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
    expect(await stage.find('emperor@example.com')).toBeNull();
  });

  it('says so where there is nobody in the file, as in that of a realm whose users are in others', async () => {
    const { code, stderr } = await stage.importUsers('{"realm":"shop","roles":{}}', '--from', 'keycloak');
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
    const { code, report } = await stage.importUsers(text, '--drop-invalid');
    expect([code, report?.problems.map(({ field }) => field)]).toEqual([
      0,
      ['username', 'phoneNumber', 'passwordHash'],
    ]);
    expect(await stage.find('few@example.com')).toMatchObject({ lastName: 'Left' });
    expect(await stage.find('few@example.com')).not.toHaveProperty('password');
  });

  it('tells who is there twice, in the file and here, by address, username and number', async () => {
    const there = await signUp(stage.gateway, { username: 'here.before', phoneNumber: '+49 30 765432' });
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
    const rehearsed = await stage.importUsers(text, '--dry-run');
    expect([rehearsed.code, rehearsed.report]).toMatchObject([3, { imported: 1, taken: expected }]);
    const { code, report } = await stage.importUsers(text);
    expect([code, report]).toMatchObject([3, { imported: 1, duplicates: 4, taken: expected }]);
    expect(await stage.find(there.email)).not.toMatchObject({ firstName: 'Other' });
  });

  it('lets the upper of two in, also where they are in batches that are written together', async () => {
    const rows = Array.from({ length: 1_200 }, (_, row) => ({ id: `b${row}`, email: `b${row}@example.com` }));
    const taken = [
      [500, 499],
      [700, 3],
      [1_199, 998],
    ] as const;
    for (const [later, upper] of taken) rows[later] = { id: `c${later}`, email: `B${upper}@example.com` };
    const { report } = await stage.importUsers(lines(...rows));
    expect(report).toMatchObject({ imported: 1_197, duplicates: 3 });
    expect(report?.taken.map(({ place }) => place).sort()).toEqual(['line 1200', 'line 501', 'line 701']);
  });

  it('ends at a file of another charset with the byte, and says so of a file that is not there', async () => {
    const latin = Buffer.concat([
      Buffer.from('email\nren'),
      Buffer.from([0xe9]),
      Buffer.from('@example.com\n'),
    ]);
    const { code, stderr } = await stage.importUsers(latin);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('line 2, byte 9 of the file (0xe9) is not UTF-8'),
    ]);
    const missing = await stage.run('import', 'users', join(stage.folder, 'none'));
    expect([missing.code, missing.stderr]).toEqual([3, expect.stringContaining('There is no file')]);
  });
});
