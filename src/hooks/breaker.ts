import type { Clock } from '../foundation/clock.js';

/** Lets nobody wait for what has failed again and again. */
export interface Breaker {
  /** Whether to try. After a while one at a time does, until it is well. */
  mayTry(): boolean;
  succeeded(): void;
  failed(): void;
}

const FAILURES_IN_A_ROW = 5;
const PAUSE_MS = 10_000;

export function createBreaker(clock: Clock): Breaker {
  let failures = 0;
  let triedAgainFrom = 0;
  return {
    mayTry() {
      if (failures < FAILURES_IN_A_ROW) return true;
      const now = clock.now().getTime();
      if (now < triedAgainFrom) return false;
      triedAgainFrom = now + PAUSE_MS;
      return true;
    },
    succeeded() {
      failures = 0;
    },
    failed() {
      failures++;
      triedAgainFrom = clock.now().getTime() + PAUSE_MS;
    },
  };
}
