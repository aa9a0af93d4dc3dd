import { cryptValue, equals, writeCrypt64 } from './encoded-bytes.js';
import { type ForeignHash, HashRefused } from './foreign-hash.js';
import { chainWork, derivedHash } from './hash-works.js';

/**
 * phpass, and what was made after it: a letter for the rounds, eight characters of salt, and the digest.
 * @param digestLength in characters.
 * @throws HashRefused
 */
export function readChain(text: string, digest: 'md5' | 'sha512', digestLength: number): ForeignHash {
  if (text.length !== 12 + digestLength || !/^\$[A-Z]\$[./A-Za-z0-9]+$/.test(text))
    throw new HashRefused(`is cut or damaged: it has ${12 + digestLength} characters of a known set`);
  const work = chainWork(digest, text.slice(4, 12), cryptValue(text.charAt(3)));
  const expected = equals(Buffer.from(text.slice(12)));
  return derivedHash(work, (derived) => expected(Buffer.from(writeCrypt64(derived).slice(0, digestLength))));
}
