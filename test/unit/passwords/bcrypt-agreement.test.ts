import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';
import native from '@node-rs/bcrypt';
import bcrypt from 'bcryptjs';

/** The least that bcrypt has, of which these two take a millisecond or two. */
const COST = 4;
/** `BCRYPT_PASSWORDS=10000` for a change of either library. */
const passwords = Number(process.env['BCRYPT_PASSWORDS'] ?? 500);

/** Of any length up to past the 72 bytes that bcrypt reads, of any characters. */
function randomPassword(): string {
  const [length = 0, kind = 0] = randomBytes(2);
  const bytes = randomBytes(length % 100);
  const text = kind % 2 === 0 ? bytes.toString('latin1') : bytes.toString('utf8');
  return kind % 3 === 0 ? `${text.slice(0, kind % 10)}\0${text.slice(kind % 10)}` : text;
}

function expectAgreement(password: string): void {
  const salt = randomBytes(16);
  const hash = bcrypt.hashSync(password, `$2b$0${COST}$${bcrypt.encodeBase64(salt, salt.length)}`);
  expect([password, native.hashSync(password, COST, salt).replace('$2y$', '$2b$')]).toEqual([password, hash]);
}

describe('bcryptjs and @node-rs/bcrypt', () => {
  it('agree about random passwords, also past 72 bytes and with NUL in them', () => {
    for (let count = 0; count < passwords; count++) expectAgreement(randomPassword());
  });

  it('agree where bcrypt stops reading, inside a character too', () => {
    const edges = [
      '',
      '\0',
      'abc\0def',
      'a'.repeat(71),
      'a'.repeat(72),
      'a'.repeat(73),
      'a'.repeat(71) + 'é',
    ];
    for (const password of [...edges, 'é'.repeat(36), 'é'.repeat(37), '🔑'.repeat(18), '🔑'.repeat(19)])
      expectAgreement(password);
  });

  it('read the prefixes that other systems write, and know a wrong password by each', () => {
    const hash = bcrypt.hashSync('right', COST);
    for (const prefix of ['$2a$', '$2b$', '$2y$']) {
      const stored = hash.replace('$2b$', prefix);
      for (const library of [bcrypt, native])
        expect([library.compareSync('right', stored), library.compareSync('wrong', stored)]).toEqual([
          true,
          false,
        ]);
    }
  });
});
