/** When a mail is tried again. A rule of its own, without a clock and without a database. */

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;
const GIVE_UP_AFTER_MS = 2 * 24 * 3_600_000;
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
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempt.attempts - 1, 20), LONGEST_DELAY_MS);
  const next = new Date(now.getTime() + delayMs);
  return next.getTime() - attempt.createdAt.getTime() > GIVE_UP_AFTER_MS ? undefined : next;
}
