/** How long what failed is let be. A rule of its own, without a clock and without a database. */

const FIRST_DELAY_MS = 2_000;
const LONGEST_DELAY_MS = 15 * 60_000;

/** After it is caused, what could not be handed on is tried again for two days. */
export const GIVE_UP_AFTER_MS = 2 * 24 * 3_600_000;

/** Milliseconds to the next attempt: 2 s after the first, twice as long each time, up to a quarter of an hour. @param attempts so far. */
export function backOffMs(attempts: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** Math.min(attempts - 1, 20), LONGEST_DELAY_MS);
}
