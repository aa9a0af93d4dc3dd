import { equals, readBase64, readHex } from './encoded-bytes.js';
import { type ForeignFormat, type ForeignHash, HashRefused } from './foreign-hash.js';
import { argon2Hash, bcryptHash, derivedHash, pbkdf2Work, scryptWork } from './hash-works.js';

const KEY_BYTES = 32;

/** By the id in braces: what DelegatingPasswordEncoder calls its encoders with their parameters of each time. */
const readers: Readonly<Record<string, (rest: string) => ForeignHash>> = {
  bcrypt: (rest) => bcryptHash(rest),
  argon2: (rest) => argon2Hash(rest),
  'argon2@SpringSecurity_v5_8': (rest) => argon2Hash(rest),
  pbkdf2: (rest) => readPbkdf2('sha1', 8, '185000', rest),
  'pbkdf2@SpringSecurity_v5_8': (rest) => readPbkdf2('sha256', 16, '310000', rest),
  scrypt: (rest) => readScrypt(64, rest),
  'scrypt@SpringSecurity_v5_8': (rest) => readScrypt(16, rest),
};

/** Spring Security's DelegatingPasswordEncoder, without a secret of its own. */
export const spring: ForeignFormat = {
  name: 'spring',
  claims: (text) => Object.hasOwn(readers, idOf(text)),
  read(text) {
    const id = idOf(text);
    const reader = Object.hasOwn(readers, id) ? readers[id] : undefined;
    if (reader === undefined) throw new HashRefused('is of an encoder of Spring that is not taken');
    return reader(text.slice(id.length + 2));
  },
};

function idOf(text: string): string {
  return /^\{([^{}]+)\}/.exec(text)?.[1] ?? '';
}

/** The iterations stand nowhere but in the encoder. */
function readPbkdf2(
  digest: 'sha1' | 'sha256',
  saltBytes: number,
  iterations: string,
  rest: string,
): ForeignHash {
  const bytes = readHex(rest, saltBytes + KEY_BYTES);
  const salt = bytes.subarray(0, saltBytes);
  return derivedHash(
    pbkdf2Work({ digest, salt, iterations, length: KEY_BYTES }),
    equals(bytes.subarray(saltBytes)),
  );
}

/** The three parameters are one hexadecimal number: sixteen bits for the logarithm of N, eight for r, eight for p. */
function readScrypt(saltBytes: number, rest: string): ForeignHash {
  const [, parameters, salt = '', key = ''] = /^\$([0-9a-f]{5,8})\$([^$]+)\$([^$]+)$/.exec(rest) ?? [];
  if (parameters === undefined) throw new HashRefused('is not written as scrypt of Spring is');
  const number = Number.parseInt(parameters, 16);
  const cost = { logN: number >>> 16, r: (number >>> 8) & 255, p: number & 255 };
  const expected = readBase64(key, KEY_BYTES);
  return derivedHash(scryptWork(cost, readBase64(salt, saltBytes), KEY_BYTES), equals(expected));
}
