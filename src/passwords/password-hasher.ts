/**
 * Hashes passwords and checks them, off the event loop. Owns the schemes and their renewal; knows neither users
 * nor what a password must be (password-policy.ts).
 */
import { createHmac } from 'node:crypto';

import type { ForeignHash, HashWork } from '../foreign-hashes/foreign-hash.js';
import type { WorkSize } from '../foreign-hashes/work-size.js';
import { AppError } from '../foundation/errors.js';
import { describeRecipe, type HashRecipe, isOwn, sizeOfOwn, workOfOwn } from './own-hashes.js';
import type { WorkLevels } from './work-levels.js';

/** A hash with all that is needed to check it and to see that it is out of date. */
export interface PasswordHash {
  /** How the password reached the hash; the name of a format of src/foreign-hashes is an imported one. */
  readonly scheme: string;
  /** The amount of its work (work-size.ts). */
  readonly cost: number;
  /** Names the pepper that went in, or of an imported one the secret. */
  readonly pepperId?: string;
  /** The family of its work (work-size.ts); absent for bcrypt of ours. */
  readonly work?: string;
  readonly hash: string;
}

/** Each call holds a worker for as long as a hash is to take, so limits are asked before it (ASVS 6.3.1). */
export interface PasswordHasher {
  /** @throws AppError UNAVAILABLE where too many are waiting. */
  hash(password: string): Promise<PasswordHash>;
  /**
   * Takes the same work for an absent hash, so that an unknown account does not show, and for an imported one.
   * @throws AppError UNAVAILABLE where too many are waiting.
   */
  verify(password: string, stored: PasswordHash | undefined): Promise<boolean>;
  /** Whether scheme, cost or pepper have changed since. */
  isOutdated(stored: PasswordHash): boolean;
}

/** What one check computes: the work of the hash, if there is one, and what is left of each level. */
interface VerifyWork {
  readonly work: HashWork | undefined;
  readonly size: WorkSize | undefined;
  readonly levels: readonly WorkSize[];
}

/** Where the work is done; see hash-pool.ts. */
export interface HashRunner {
  hash(input: string, recipe: HashRecipe): Promise<string>;
  /** @returns whether the input fits, or the bytes that are to be compared. */
  verify(input: string, work: VerifyWork): Promise<boolean | Uint8Array>;
}

export interface Pepper {
  readonly id: string;
  readonly key: Buffer;
}

export interface PasswordHasherOptions {
  /** PASSWORD_HASH: what new hashes are, and outdated ones become. */
  readonly recipe: HashRecipe;
  /** The first goes into new hashes, all verify. */
  readonly peppers: readonly Pepper[];
  readonly runner: HashRunner;
  /** Reads what accounts hold of other systems; see foreign-passwords.ts. */
  readonly foreign: { open(stored: PasswordHash): ForeignHash & { readonly size: WorkSize } };
  readonly levels: WorkLevels;
}

/** Imported hashes are fed what was typed, and some go over it thousands of times; no system takes more than phpass. */
const LONGEST_FOREIGN_BYTES = 4096;

/** Without a pepper: hashes leaked elsewhere, of whatever kind, cannot be tried against ours as they are. */
const FIXED_LABEL = Buffer.from('portcullis/password/v1');

export function createPasswordHasher(options: PasswordHasherOptions): PasswordHasher {
  const { recipe, peppers, runner } = options;
  const [first] = peppers;
  const made = { ...describeRecipe(recipe), ...(first && { pepperId: first.id }) };
  return {
    async hash(password) {
      return { ...made, hash: await runner.hash(prehash(password, first?.key), recipe) };
    },
    verify: (password, stored) =>
      stored === undefined || isOwn(stored.scheme)
        ? verifyOwn(options, password, stored)
        : verifyForeign(options, password, stored),
    isOutdated: (stored) =>
      (['scheme', 'cost', 'work', 'pepperId'] as const).some((part) => stored[part] !== made[part]),
  };
}

async function verifyOwn(
  { peppers, runner, levels }: PasswordHasherOptions,
  password: string,
  stored: PasswordHash | undefined,
): Promise<boolean> {
  const key = stored === undefined ? peppers[0]?.key : pepperKey(stored, peppers);
  const work = stored && workOfOwn(stored);
  const size = stored && sizeOfOwn(stored);
  if (size !== undefined) levels.raise(size);
  return (await runner.verify(prehash(password, key), { work, size, levels: levels.all() })) === true;
}

async function verifyForeign(
  { runner, foreign, levels }: PasswordHasherOptions,
  password: string,
  stored: PasswordHash,
): Promise<boolean> {
  const hash = foreign.open(stored);
  levels.raise(hash.size);
  const answer = await runner.verify(inputFor(hash, password), {
    work: hash.work,
    size: hash.size,
    levels: levels.all(),
  });
  return Buffer.byteLength(password) <= LONGEST_FOREIGN_BYTES && isRight(hash, answer);
}

function inputFor(hash: ForeignHash, password: string): string {
  return hash.prepare(Buffer.byteLength(password) > LONGEST_FOREIGN_BYTES ? '' : password);
}

function isRight(hash: ForeignHash, answer: boolean | Uint8Array): boolean {
  return typeof answer === 'boolean' ? answer : hash.fits(answer);
}

/**
 * bcrypt reads 72 bytes and some builds stop at NUL; base64 of a SHA-384 is 64 characters without one. Argon2 would need
 * none of it, and is fed the same, so that a pepper is one thing. The same
 * password typed as other code points (NFC, NFD, full width) is the same (NIST SP 800-63B-4 section 3.1.1.2).
 */
function prehash(password: string, key: Buffer = FIXED_LABEL): string {
  return createHmac('sha384', key).update(password.normalize('NFKC')).digest('base64');
}

function pepperKey(stored: PasswordHash, peppers: readonly Pepper[]): Buffer | undefined {
  if (stored.pepperId === undefined) return undefined;
  const pepper = peppers.find(({ id }) => id === stored.pepperId);
  if (pepper !== undefined) return pepper.key;
  throw new AppError('INTERNAL_SERVER_ERROR', {
    cause: new Error('A hash needs a pepper that is not configured.'),
  });
}
