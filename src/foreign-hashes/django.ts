import { createHash } from 'node:crypto';

import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { argon2Hash, bcryptHash, derivedHash, logOf, pbkdf2Work, scryptWork } from './hash-works.js';

/** By the name before the first dollar, with what stands behind it. */
const readers: Readonly<Record<string, (rest: string) => ForeignHash>> = {
  argon2: (rest) => argon2Hash(`$${rest}`),
  bcrypt: (rest) => bcryptHash(rest),
  bcrypt_sha256: (rest) =>
    bcryptHash(rest, (password) => createHash('sha256').update(password).digest('hex')),
  pbkdf2_sha256: (rest) => readPbkdf2('sha256', 32, rest),
  pbkdf2_sha1: (rest) => readPbkdf2('sha1', 20, rest),
  scrypt: readScrypt,
};

/** Django's own hashers but the weak ones (MD5 and unsalted). */
export const django: ForeignFormat = {
  name: 'django',
  claims: (text) => text.indexOf('$') > 0 && Object.hasOwn(readers, text.slice(0, text.indexOf('$'))),
  read(text) {
    const [name = ''] = text.split('$', 1);
    const reader = Object.hasOwn(readers, name) ? readers[name] : undefined;
    if (reader === undefined) throw new HashRefused('is of a hasher of Django that is not taken');
    return reader(text.slice(name.length + 1));
  },
};

/** The salt is text. */
function readPbkdf2(digest: 'sha1' | 'sha256', length: number, rest: string): ForeignHash {
  const [iterations = '', salt = '', key = '', ...more] = rest.split('$');
  if (salt === '' || more.length > 0)
    throw new HashRefused('is damaged: Django writes iterations, a salt and a digest');
  const expected = readBase64(key, length);
  return derivedHash(pbkdf2Work({ digest, salt: Buffer.from(salt), iterations, length }), equals(expected));
}

function readScrypt(rest: string): ForeignHash {
  const [N = '', salt = '', r, p, key = '', ...more] = rest.split('$');
  if (salt === '' || more.length > 0)
    throw new HashRefused('is damaged: Django writes N, a salt, r, p and a digest');
  const expected = readBase64(key, 64);
  const cost = { logN: logOf(N), r: Number(r), p: Number(p) };
  return derivedHash(scryptWork(cost, Buffer.from(salt), 64), equals(expected));
}
