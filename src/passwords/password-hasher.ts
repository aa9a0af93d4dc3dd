/**
 * Hashes passwords and checks them, off the event loop. Owns the schemes and their renewal; knows neither users
 * nor what a password must be (password-policy.ts).
 */
import { createHmac } from 'node:crypto';

import { AppError } from '../foundation/errors.js';

/** A hash with all that is needed to check it and to see that it is out of date. */
export interface PasswordHash {
  /** How the password reached the hash; `bcrypt` alone is a plain one, imported from another system. */
  readonly scheme: string;
  readonly cost: number;
  readonly pepperId?: string;
  readonly hash: string;
}

/** Each call holds a worker for as long as a hash is to take, so limits are asked before it (ASVS 6.3.1). */
export interface PasswordHasher {
  /** @throws AppError UNAVAILABLE where too many are waiting. */
  hash(password: string): Promise<PasswordHash>;
  /**
   * Takes the same time for an absent hash, so that an unknown account does not show.
   * @throws AppError UNAVAILABLE where too many are waiting.
   */
  verify(password: string, stored: PasswordHash | undefined): Promise<boolean>;
  /** Whether scheme, cost or pepper have changed since. */
  isOutdated(stored: PasswordHash): boolean;
}

/** Where the work is done; see hash-pool.ts. */
export interface HashRunner {
  hash(input: string, cost: number): Promise<string>;
  verify(input: string, stored: { hash: string; cost: number } | undefined, cost: number): Promise<boolean>;
}

export interface Pepper {
  readonly id: string;
  readonly key: Buffer;
}

export interface PasswordHasherOptions {
  readonly cost: number;
  /** The first goes into new hashes, all verify. */
  readonly peppers: readonly Pepper[];
  readonly runner: HashRunner;
}

/** HMAC-SHA-384 before bcrypt: see `prehash`. */
const SCHEME = 'bcrypt-hmac-sha384';
const PLAIN_SCHEME = 'bcrypt';

/** Without a pepper: hashes leaked elsewhere, of whatever kind, cannot be tried against ours as they are. */
const FIXED_LABEL = Buffer.from('portcullis/password/v1');

export function createPasswordHasher(options: PasswordHasherOptions): PasswordHasher {
  const { cost, peppers, runner } = options;
  const [first] = peppers;

  const inputFor = (password: string, stored: PasswordHash | undefined): string => {
    if (stored?.scheme === PLAIN_SCHEME) return password;
    return prehash(password, stored === undefined ? first?.key : pepperKey(stored, peppers));
  };

  return {
    async hash(password) {
      const hash = await runner.hash(prehash(password, first?.key), cost);
      return { scheme: SCHEME, cost, ...(first && { pepperId: first.id }), hash };
    },
    verify: (password, stored) => runner.verify(inputFor(password, stored), stored, cost),
    isOutdated: (stored) => stored.scheme !== SCHEME || stored.cost !== cost || stored.pepperId !== first?.id,
  };
}

/**
 * bcrypt reads 72 bytes and some builds stop at NUL; base64 of a SHA-384 is 64 characters without one. The same
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
