/** The works that formats are made of, each with its limits: what would take a core for seconds is refused when it is imported. */
import { readBareBase64 } from './encoded-bytes.js';
import {
  type ForeignHash,
  HashRefused,
  type HashWork,
  type Pbkdf2Digest,
  type ScryptCost,
} from './foreign-hash.js';

/** About two seconds of a core for each. */
const limits = {
  bcryptCost: 15,
  /** Iterations times the blocks of the key. */
  pbkdf2: 5_000_000,
  scryptBytes: 256 * 1024 * 1024,
  /** N times r times p. */
  scrypt: 2 ** 22,
  argon2KiB: 256 * 1024,
  /** KiB times passes. */
  argon2: 2 ** 20,
  argon2Lanes: 16,
  chain: 2 ** 19,
} as const;

const digestBytes = { sha1: 20, sha256: 32, sha512: 64 } as const;

const asTyped = (password: string) => password;
const never = () => false;

const tooDear = (what: string, limit: number) =>
  new HashRefused(`asks for too much work: ${what} is over ${limit}`);

/**
 * @param prepare of the password; absent: as it was typed.
 * @throws HashRefused
 */
export function bcryptHash(hash: string, prepare = asTyped): ForeignHash {
  const cost = /^\$2[aby]\$(\d\d)\$/.exec(hash)?.[1];
  if (cost === undefined) throw new HashRefused('is not written as bcrypt is');
  if (hash.length !== 60)
    throw new HashRefused(`is cut or damaged: bcrypt has 60 characters, this ${hash.length}`);
  // The last characters of salt and digest have bits that stand for nothing: set, no library finds the hash right.
  if (!/^.{7}[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/.test(hash))
    throw new HashRefused('is damaged: bcrypt never writes these characters');
  if (Number(cost) < 4) throw new HashRefused('is damaged: bcrypt has a cost of 4 or more');
  if (Number(cost) > limits.bcryptCost) throw tooDear('the cost of bcrypt', limits.bcryptCost);
  return { work: { kind: 'bcrypt', hash }, prepare, fits: never };
}

const argon2Pattern =
  /^\$argon2(?:id|i|d)\$(?:v=(?:16|19)\$)?([a-z0-9=,+/]+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/i;

/**
 * A PHC string, its parameters in any order.
 * @param secret what Argon2 calls K; it leaves no trace in the string.
 * @throws HashRefused
 */
export function argon2Hash(hash: string, prepare = asTyped, secret?: string): ForeignHash {
  const [, parameters = '', salt = '', digest = ''] = argon2Pattern.exec(hash) ?? [];
  if (parameters === '') throw new HashRefused('is not written as Argon2 is');
  const { m, t, p } = readArgon2Cost(parameters);
  readBareBase64(salt);
  const { length } = readBareBase64(digest);
  if (![16, 32, 64].includes(length))
    throw new HashRefused(`is cut or damaged: Argon2 has digests of 16, 32 or 64 bytes, this ${length}`);
  limitArgon2(m, t, p);
  return { work: { kind: 'argon2', hash, ...(secret !== undefined && { secret }) }, prepare, fits: never };
}

function limitArgon2(m: number, t: number, p: number): void {
  if (m > limits.argon2KiB) throw tooDear('the memory of Argon2 in KiB', limits.argon2KiB);
  if (m * t > limits.argon2) throw tooDear('the memory of Argon2 in KiB times its passes', limits.argon2);
  if (p > limits.argon2Lanes) throw tooDear('the parallelism of Argon2', limits.argon2Lanes);
}

/** @throws HashRefused */
function readArgon2Cost(text: string) {
  const pairs = text.split(',').map((pair) => /^(m|t|p|keyid|data)=(.+)$/.exec(pair));
  const found = new Map(pairs.map((pair) => [pair?.[1], pair?.[2]]));
  const numbers = ['m', 't', 'p'].map((name) => found.get(name) ?? '');
  if (
    found.has(undefined) ||
    found.size !== pairs.length ||
    !numbers.every((number) => /^[1-9]\d{0,9}$/.test(number))
  )
    throw new HashRefused('is damaged: Argon2 has the parameters m, t and p');
  const [m = 0, t = 0, p = 0] = numbers.map(Number);
  if (m < 8 * p) throw new HashRefused('is damaged: Argon2 has 8 KiB or more for each lane');
  return { m, t, p };
}

interface Pbkdf2 {
  readonly digest: Pbkdf2Digest;
  readonly salt: Uint8Array;
  /** As written. */
  readonly iterations: string;
  /** Of the key, in bytes. */
  readonly length: number;
}

/** @throws HashRefused */
export function pbkdf2Work({ digest, salt, iterations: written, length }: Pbkdf2): HashWork {
  if (!/^[1-9]\d*$/.test(written))
    throw new HashRefused('is damaged: the iterations of PBKDF2 are no number');
  const iterations = Number(written);
  const blocks = Math.ceil(length / digestBytes[digest]);
  if (iterations * blocks > limits.pbkdf2) throw tooDear('the iterations of PBKDF2', limits.pbkdf2 / blocks);
  return { kind: 'pbkdf2', digest, salt, iterations, length };
}

/** @throws HashRefused */
export function scryptWork(cost: ScryptCost, salt: Uint8Array, length: number): HashWork {
  const { logN, r, p } = cost;
  if (![logN, r, p].every((part) => Number.isInteger(part) && part >= 1))
    throw new HashRefused('is damaged: scrypt has the parameters N, r and p');
  if (logN > 31 || 128 * 2 ** logN * r > limits.scryptBytes)
    throw tooDear('the memory of scrypt in bytes', limits.scryptBytes);
  if (2 ** logN * r * p > limits.scrypt) throw tooDear('N times r times p of scrypt', limits.scrypt);
  return { kind: 'scrypt', salt, length, logN, r, p };
}

/** N as it is written, which is a power of two. @returns NaN for what is none. */
export function logOf(written: string): number {
  const logN = /^\d{1,10}$/.test(written) ? Math.log2(Number(written)) : Number.NaN;
  return Number.isInteger(logN) ? logN : Number.NaN;
}

/** @throws HashRefused */
export function chainWork(digest: 'md5' | 'sha512', salt: string, logRounds: number): HashWork {
  if (logRounds < 7 || logRounds > 30) throw new HashRefused('is damaged: it names no number of rounds');
  const rounds = 2 ** logRounds;
  if (rounds > limits.chain) throw tooDear('the number of rounds', limits.chain);
  return { kind: 'chain', digest, salt, rounds };
}

/** A work whose answer is compared here. */
export function derivedHash(
  work: HashWork,
  fits: ForeignHash['fits'],
  prepare: ForeignHash['prepare'] = asTyped,
): ForeignHash {
  return { work, fits, prepare };
}
