import { backOffMs } from '../foundation/back-off.js';

/** What a receiver asks for by Retry-After is done within these: it must neither be hammered, nor hold its events for good. */
const SHORTEST_MS = 1_000;
const LONGEST_MS = 6 * 3_600_000;

export interface FailedAttempt {
  /** This one included. */
  readonly attempts: number;
  readonly giveUpAt: Date;
  /** As the receiver wrote it. */
  readonly retryAfterMs: number | undefined;
}

/** @returns when the next attempt is due; undefined where there is none. */
export function planAttempt(
  { attempts, giveUpAt, retryAfterMs }: FailedAttempt,
  now: Date,
): Date | undefined {
  const delayMs =
    retryAfterMs === undefined
      ? backOffMs(attempts)
      : Math.min(Math.max(retryAfterMs, SHORTEST_MS), LONGEST_MS);
  const next = new Date(now.getTime() + delayMs);
  return next > giveUpAt ? undefined : next;
}
