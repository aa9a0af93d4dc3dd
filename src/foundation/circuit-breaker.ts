/**
 * Whether another service is asked at all: after several failures in a row it is left alone for a while, and then asked by one request
 * alone. Counts what whoever asks tells; knows nothing of HTTP. Of our own, since libraries for it read the clock of the process.
 */
import type { Clock } from './clock.js';

const FAILURES_TO_OPEN = 5;

/** Ask `refuses` first, and tell it what came of each question that was asked. */
export interface CircuitBreaker {
  /** @returns seconds to wait; undefined where it may be asked now. */
  refuses(): number | undefined;
  succeeded(): void;
  failed(): void;
  /** Neither: whoever asked went away. */
  gaveUp(): void;
  readonly isOpen: boolean;
}

/** @param pauseMs for how long it is left alone. */
export function createCircuitBreaker(clock: Clock, pauseMs: number): CircuitBreaker {
  let failures = 0;
  let openedAt: number | undefined;
  let isTried = false;
  const now = () => clock.now().getTime();
  return {
    get isOpen() {
      return openedAt !== undefined;
    },
    refuses() {
      if (openedAt === undefined) return undefined;
      const restMs = openedAt + pauseMs - now();
      if (restMs > 0 || isTried) return Math.max(1, Math.ceil(restMs / 1_000));
      isTried = true;
      return undefined;
    },
    succeeded() {
      failures = 0;
      openedAt = undefined;
      isTried = false;
    },
    failed() {
      isTried = false;
      if (++failures >= FAILURES_TO_OPEN) openedAt = now();
    },
    gaveUp() {
      isTried = false;
    },
  };
}
