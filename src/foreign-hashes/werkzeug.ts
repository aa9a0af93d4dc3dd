import { equals, readHex } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { derivedHash, logOf, pbkdf2Work, scryptWork } from './hash-works.js';

const lengths = { sha1: 20, sha256: 32, sha512: 64 } as const;

/** Werkzeug, and so Flask: `method$salt$digest`, the salt as it stands. */
export const werkzeug: ForeignFormat = {
  name: 'werkzeug',
  claims: (text) => /^(?:scrypt|pbkdf2):[^$]+\$/.test(text),
  read(text): ForeignHash {
    const [method = '', salt = '', digest = '', ...more] = text.split('$');
    if (salt === '' || more.length > 0)
      throw new HashRefused('is damaged: Werkzeug writes a method, a salt and a digest');
    const [, N, r, p] = /^scrypt:(\d+):(\d+):(\d+)$/.exec(method) ?? [];
    if (N !== undefined) {
      const work = scryptWork({ logN: logOf(N), r: Number(r), p: Number(p) }, Buffer.from(salt), 64);
      return derivedHash(work, equals(readHex(digest, 64)));
    }
    return readPbkdf2(method, salt, digest);
  },
};

function readPbkdf2(method: string, salt: string, digest: string): ForeignHash {
  const [, name, iterations = ''] = /^pbkdf2:(sha1|sha256|sha512):(\d+)$/.exec(method) ?? [];
  if (name === undefined) throw new HashRefused('is of a method of Werkzeug that is not known');
  const hash = name as keyof typeof lengths;
  const expected = readHex(digest, lengths[hash]);
  const work = pbkdf2Work({ digest: hash, salt: Buffer.from(salt), iterations, length: expected.length });
  return derivedHash(work, equals(expected));
}
