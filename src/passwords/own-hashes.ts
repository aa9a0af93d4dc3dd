/** Our own two ways of hashing; both are fed what `prehash` of password-hasher.ts makes of a password. */
import { type ForeignHash, HashRefused, type HashWork } from '../foreign-hashes/foreign-hash.js';
import { argon2Hash, bcryptHash } from '../foreign-hashes/hash-works.js';
import { measureWork, type WorkSize } from '../foreign-hashes/work-size.js';

/** How a new hash is made. */
export type HashRecipe =
  | { readonly kind: 'bcrypt'; readonly cost: number }
  | {
      readonly kind: 'argon2id';
      readonly memoryKiB: number;
      readonly passes: number;
      readonly lanes: number;
    };

/** Exports name them so, with the string of bcrypt, or the PHC string of Argon2. */
const schemes = { bcrypt: 'bcrypt-hmac-sha384', argon2id: 'argon2id-hmac-sha384' } as const;

/** The Password Storage Cheat Sheet of OWASP; RFC 9106 names what costs more memory. */
const argon2id = { kind: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 } as const;

/** What is kept of one, beside its pepper. */
interface OwnHash {
  readonly scheme: string;
  readonly cost: number;
  readonly work?: string;
  readonly hash: string;
}

interface HashSettings {
  readonly passwordHash: 'bcrypt' | 'argon2id';
  readonly bcryptCost: number;
}

/** PASSWORD_HASH and its cost. */
export function recipeOf({ passwordHash, bcryptCost }: HashSettings): HashRecipe {
  return passwordHash === 'argon2id' ? argon2id : { kind: 'bcrypt', cost: bcryptCost };
}

/** What is kept beside a hash that was made so. */
export function describeRecipe(recipe: HashRecipe): Omit<OwnHash, 'hash'> {
  const scheme = schemes[recipe.kind];
  if (recipe.kind === 'bcrypt') return { scheme, cost: recipe.cost };
  const { memoryKiB, passes, lanes } = recipe;
  return { scheme, cost: passes, work: `argon2id:${memoryKiB}:${lanes}` };
}

/** Those that are kept without their family of work, as all were before there was another. */
export const bareHashes = { scheme: schemes.bcrypt, family: 'bcrypt' } as const;

/** What a hash that was made so takes. */
export function sizeOfRecipe(recipe: HashRecipe): WorkSize {
  return sizeOfOwn(describeRecipe(recipe));
}

/** For what an account holds under one of our schemes. */
export function isOwn(scheme: string): boolean {
  return Object.values<string>(schemes).includes(scheme);
}

export function sizeOfOwn({ work, cost }: Pick<OwnHash, 'work' | 'cost'>): WorkSize {
  return { family: work ?? bareHashes.family, amount: cost };
}

export function workOfOwn({ scheme, hash }: Pick<OwnHash, 'scheme' | 'hash'>): HashWork {
  return { kind: scheme === schemes.argon2id ? 'argon2' : 'bcrypt', hash };
}

/**
 * A hash that another Portcullis made.
 * @throws HashRefused for what is cut, damaged, too dear, or not written as we write it.
 */
export function readOwnHash(scheme: string, hash: string): OwnHash {
  const { family, amount } = measureWork(parseOwn(scheme, hash).work);
  return { scheme, cost: amount, ...(scheme === schemes.argon2id && { work: family }), hash };
}

function parseOwn(scheme: string, hash: string): ForeignHash {
  if (scheme !== schemes.argon2id) return bcryptHash(hash);
  if (/^\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[^$]{22}\$[^$]{43}$/.test(hash)) return argon2Hash(hash);
  throw new HashRefused(`is not written as ${scheme} is`);
}
