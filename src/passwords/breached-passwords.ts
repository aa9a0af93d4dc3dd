/**
 * BREACHED_PASSWORDS: whether a new password is known from a breach. Owns what happens where that cannot be told; asks a service for
 * a range of hashes (range-service.ts) or a file of our own (breach-filter.ts).
 */
import { createHash } from 'node:crypto';

import { refuseProblems } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';

/** Tells nothing of a password: for the log. */
export class BreachCheckFault extends Error {
  override readonly name = 'BreachCheckFault';
}

/** @param sha1 in upper case hexadecimal. @throws BreachCheckFault where it cannot be told. */
export type KnowsBreached = (sha1: string) => Promise<boolean>;

export interface BreachedPasswords {
  /** Lets pass what cannot be told. @throws AppError BAD_USER_INPUT for one that is known. */
  refuse(password: string): Promise<void>;
  /** How many could not be told since the start. */
  unchecked(): number;
}

export function createBreachedPasswords(knows: KnowsBreached, log: Pick<Logger, 'warn'>): BreachedPasswords {
  let unchecked = 0;
  return {
    async refuse(password) {
      const isKnown = await knows(sha1Of(password)).catch((error: unknown) => {
        if (!(error instanceof BreachCheckFault)) throw error;
        unchecked++;
        log.warn({ reason: error.message }, 'breached passwords not checked');
        return false;
      });
      if (isKnown) refuseProblems([breached]);
    },
    unchecked: () => unchecked,
  };
}

/** The rule of the lists that are here: to whoever chooses, the answer is the same. */
const breached = {
  path: 'password',
  rule: 'too-common',
  message: 'is known from a data breach; choose another',
} as const;

/** Of the same text that is hashed for the account; the lists are of UTF-8. */
function sha1Of(password: string): string {
  return createHash('sha1').update(password.normalize('NFKC')).digest('hex').toUpperCase();
}
