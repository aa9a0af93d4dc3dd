import { equals, readBase64 } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { argon2Hash, bcryptHash, derivedHash } from './hash-works.js';
import { dottedPbkdf2 } from './passlib.js';

const salted = {
  SSHA: ['sha1', 20],
  SSHA256: ['sha256', 32],
  SSHA512: ['sha512', 64],
  SMD5: ['md5', 16],
} as const;
const pbkdf2 = {
  PBKDF2: 'pbkdf2',
  'PBKDF2-SHA1': 'pbkdf2',
  'PBKDF2-SHA256': 'pbkdf2-sha256',
  'PBKDF2-SHA512': 'pbkdf2-sha512',
} as const;

/** What `userPassword` holds (RFC 2307), with what OpenLDAP's modules add. */
export const ldap: ForeignFormat = {
  name: 'ldap',
  claims: (text) => /^\{[A-Z0-9-]+\}/.test(text),
  read(text) {
    const [, scheme = '', rest = ''] = /^\{([A-Z0-9-]+)\}(.+)$/.exec(text) ?? [];
    if (scheme === 'ARGON2') return argon2Hash(rest);
    if (scheme in salted) return readSalted(scheme as keyof typeof salted, rest);
    if (scheme in pbkdf2) return dottedPbkdf2(pbkdf2[scheme as keyof typeof pbkdf2], rest);
    // An envelope for whatever crypt(3) reads.
    if (scheme === 'CRYPT' && rest.startsWith('$2')) return bcryptHash(rest);
    throw new HashRefused('is of a scheme of LDAP that is not taken');
  },
};

/** The salt, of whatever length, is what stands behind the digest. */
function readSalted(scheme: keyof typeof salted, rest: string): ForeignHash {
  const [digest, length] = salted[scheme];
  const bytes = readBase64(rest);
  if (bytes.length < length + 4)
    throw new HashRefused(`is cut or damaged: a digest of ${length} bytes and a salt have to be there`);
  return derivedHash(
    { kind: 'digest', digest, salt: bytes.subarray(length) },
    equals(bytes.subarray(0, length)),
  );
}
