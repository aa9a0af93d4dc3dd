import { equals, readHex } from './encoded-bytes.js';
import { type ForeignFormat, HashRefused } from './foreign-hash.js';
import { derivedHash, scryptWork } from './hash-works.js';

/** better-auth's own scrypt: the salt is the hexadecimal text itself, and the parameters stand nowhere. */
export const betterAuth: ForeignFormat = {
  name: 'better-auth',
  claims: (text) => /^[0-9a-f]{32}:[0-9a-f]+$/.test(text),
  read(text) {
    const [salt = '', digest = '', ...more] = text.split(':');
    if (readHex(salt).length !== 16 || more.length > 0)
      throw new HashRefused('is damaged: better-auth writes a salt, a colon and a digest');
    const expected = readHex(digest, 64);
    const work = scryptWork({ logN: 14, r: 16, p: 1 }, Buffer.from(salt), 64);
    return derivedHash(work, equals(expected), (password) => password.normalize('NFKC'));
  },
};
