import { cryptValue, equals, writeCrypt64 } from './encoded-bytes.js';
import { type ForeignFormat, HashRefused } from './foreign-hash.js';
import { derivedHash, scryptWork } from './hash-works.js';

const KEY_BYTES = 32;
const pattern =
  /^\$7\$([./A-Za-z0-9])([./A-Za-z0-9]{5})([./A-Za-z0-9]{5})([./A-Za-z0-9]{1,64})\$([./A-Za-z0-9]{43})$/;

/** Thirty bits in five characters, the low ones first. */
function readNumber(text: string): number {
  return [...text].reduce((sum, character, index) => sum + cryptValue(character) * 64 ** index, 0);
}

/** libsodium's scrypt, which crypt(3) writes too; the salt is text. */
export const libsodium: ForeignFormat = {
  name: 'libsodium-scrypt',
  claims: (text) => text.startsWith('$7$'),
  read(text) {
    const [, logN = '', r = '', p = '', salt = '', digest = ''] = pattern.exec(text) ?? [];
    if (digest === '') throw new HashRefused('is cut or damaged: scrypt has a digest of 43 characters');
    const cost = { logN: cryptValue(logN), r: readNumber(r), p: readNumber(p) };
    const expected = equals(Buffer.from(digest));
    return derivedHash(scryptWork(cost, Buffer.from(salt), KEY_BYTES), (derived) =>
      expected(Buffer.from(writeCrypt64(derived))),
    );
  },
};
