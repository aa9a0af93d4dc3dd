/**
 * Password hashes that other systems made: which string is whose, what has to be computed to check one, and what none is taken
 * for. Pure: it computes no hash (src/passwords/hash.worker.mjs does), and knows nobody whose they are.
 */

/** What a worker thread is to compute of a password; plain data, so that it can be sent there. */
export type HashWork =
  | { readonly kind: 'bcrypt'; readonly hash: string }
  | { readonly kind: 'argon2'; readonly hash: string; readonly secret?: string }
  | {
      readonly kind: 'pbkdf2';
      readonly digest: Pbkdf2Digest;
      readonly salt: Uint8Array;
      readonly iterations: number;
      readonly length: number;
    }
  | ({ readonly kind: 'scrypt'; readonly salt: Uint8Array; readonly length: number } & ScryptCost)
  /** The password behind what came before, hashed again and again (phpass). */
  | {
      readonly kind: 'chain';
      readonly digest: 'md5' | 'sha512';
      readonly salt: string;
      readonly rounds: number;
    }
  /** Once, over the password and the salt: what LDAP has. */
  | {
      readonly kind: 'digest';
      readonly digest: 'md5' | 'sha1' | 'sha256' | 'sha512';
      readonly salt: Uint8Array;
    };

/** As node:crypto names them. */
export type Pbkdf2Digest = 'sha1' | 'sha256' | 'sha512';

/** RFC 7914, with the base-2 logarithm of N. */
export interface ScryptCost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** A hash that has been read: nothing of it is beyond the limits, and its digest is as long as its format has it. */
export interface ForeignHash {
  readonly work: HashWork;
  /** What goes into the work of a password as it was typed. */
  readonly prepare: (password: string) => string;
  /** Whether what came of the work is the digest; `bcrypt` and `argon2` are compared where they are computed. */
  readonly fits: (derived: Uint8Array) => boolean;
}

/** One way of writing hashes. */
export interface ForeignFormat {
  /** As `passwordFormat` of an import has it. */
  readonly name: string;
  /** Whether a string can be nothing else. Absent: the string looks like another's, and the format has to be named. */
  readonly claims?: (text: string) => boolean;
  /** What FOREIGN_HASH_SECRETS has to hold for it; absent: nothing. */
  readonly secret?: string;
  /** @throws HashRefused for what is cut, damaged or too dear. */
  read(text: string, secret: string): ForeignHash;
}

/** Why a hash is not taken. The sentence follows the name of a field, and holds nothing of the hash. */
export class HashRefused extends Error {
  override readonly name = 'HashRefused';
}
