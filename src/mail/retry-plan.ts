/** When a mail is tried again. A rule of its own, without a clock and without a database. */
import { backOffMs, GIVE_UP_AFTER_MS } from '../foundation/back-off.js';

/** A refusal said to be permanent is doubted twice: servers say so of full mailboxes, and while they are set up. */
const MOST_REFUSALS = 3;

export interface Attempt {
  readonly createdAt: Date;
  /** Attempts so far, this one included. */
  readonly attempts: number;
  /** How many of those before this one were refused for good. */
  readonly refusals: number;
}

/** @returns when the next attempt is due; undefined where there is none. */
export function planRetry(attempt: Attempt, isPermanent: boolean, now: Date): Date | undefined {
  if (isPermanent && attempt.refusals + 1 >= MOST_REFUSALS) return undefined;
  const next = new Date(now.getTime() + backOffMs(attempt.attempts));
  return next.getTime() - attempt.createdAt.getTime() > GIVE_UP_AFTER_MS ? undefined : next;
}
