import { createHmac } from 'node:crypto';

import { equals, readBareBase64, readDottedBase64 } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { bcryptHash, derivedHash, pbkdf2Work, scryptWork } from './hash-works.js';

const digests = {
  pbkdf2: ['sha1', 20],
  'pbkdf2-sha256': ['sha256', 32],
  'pbkdf2-sha512': ['sha512', 64],
} as const;

/** passlib and libpass (pwdlib's are plain). */
export const passlib: ForeignFormat = {
  name: 'passlib',
  claims: (text) => /^\$(?:pbkdf2(?:-sha256|-sha512)?\$\d|scrypt\$ln=|bcrypt-sha256\$)/.test(text),
  read(text) {
    if (text.startsWith('$scrypt$')) return readScrypt(text);
    return text.startsWith('$bcrypt-sha256$') ? readBcryptSha256(text) : readPbkdf2(text);
  },
};

function readPbkdf2(text: string): ForeignHash {
  const [, name, rest = ''] = /^\$(pbkdf2|pbkdf2-sha256|pbkdf2-sha512)\$(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new HashRefused('is of a scheme of passlib that is not known');
  return dottedPbkdf2(name as keyof typeof digests, rest);
}

/**
 * `iterations$salt$digest`, which LDAP's PBKDF2 has as well.
 * @throws HashRefused
 */
export function dottedPbkdf2(name: keyof typeof digests, rest: string): ForeignHash {
  const [iterations = '', salt = '', key = '', ...more] = rest.split('$');
  if (more.length > 0) throw new HashRefused('is damaged: PBKDF2 has iterations, a salt and a digest');
  const [digest, length] = digests[name];
  const expected = readDottedBase64(key, length);
  const work = pbkdf2Work({ digest, salt: readDottedBase64(salt), iterations, length });
  return derivedHash(work, equals(expected));
}

function readScrypt(text: string): ForeignHash {
  const [, ln, r, p, salt = '', key = ''] =
    /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,4}),p=(\d{1,4})\$([^$]+)\$([^$]+)$/.exec(text) ?? [];
  // Others write N itself there, in the place of its logarithm, and pad the base64.
  if (ln === undefined) throw new HashRefused('is not written as scrypt of passlib is');
  const expected = readBareBase64(key, 32);
  const work = scryptWork({ logN: Number(ln), r: Number(r), p: Number(p) }, readBareBase64(salt), 32);
  return derivedHash(work, equals(expected));
}

/** Of version 2, which is keyed by the salt as it is written. */
function readBcryptSha256(text: string): ForeignHash {
  const [, ident = '', cost = '', salt = '', digest = ''] =
    /^\$bcrypt-sha256\$v=2,t=(2[ab]),r=(\d{1,2})\$([./A-Za-z0-9]{22})\$([./A-Za-z0-9]+)$/.exec(text) ?? [];
  if (salt === '') throw new HashRefused('is not written as bcrypt_sha256 of passlib, version 2, is');
  const hash = `$${ident}$${cost.padStart(2, '0')}$${salt}${digest}`;
  return bcryptHash(hash, (password) => createHmac('sha256', salt).update(password).digest('base64'));
}
