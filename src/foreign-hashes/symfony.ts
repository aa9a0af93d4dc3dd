import { createHash } from 'node:crypto';

import type { ForeignFormat } from './foreign-hash.js';
import { argon2Hash, bcryptHash } from './hash-works.js';

const BCRYPT_BYTES = 72;

/** What bcrypt would not read whole is hashed before. */
function prepare(password: string): string {
  const isReadWhole = Buffer.byteLength(password) <= BCRYPT_BYTES && !password.includes('\0');
  return isReadWhole ? password : createHash('sha512').update(password).digest('base64');
}

/** Symfony's NativePasswordHasher: plain but for long passwords. */
export const symfony: ForeignFormat = {
  name: 'symfony',
  read: (text) => (text.startsWith('$argon2') ? argon2Hash(text) : bcryptHash(text, prepare)),
};
