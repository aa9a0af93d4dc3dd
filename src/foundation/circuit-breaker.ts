/**
 * Whether another service is asked at all: after several failures in a row it is left alone for a while, and then asked by one request
 * a second. Counts what whoever asks tells; knows nothing of HTTP. Of our own, since libraries for it read the clock of the process, and
 * count what ran out of time beside others that were answered.
 */
import type { Clock } from './clock.js';

const FAILURES_TO_OPEN = 5;
/** Whoever asks first while it is open may ask for what takes long, and must not keep out those who would be answered. */
const TRIAL_MS = 1_000;

/** One that is put to the service: tell it what came of it. */
interface BreakerTurn {
  /** Whether it is the one by which it is seen if the service is back. */
  readonly isTrial: boolean;
  succeeded(): void;
  /** Counts unless the service has answered somebody who asked later: it is there, and this one asked for too much. */
  failed(): void;
}

/** `enter` first, for each question, and tell its turn what came of it. */
export interface CircuitBreaker {
  /** @returns seconds to wait where it may not be asked now. */
  enter(): BreakerTurn | number;
  readonly isOpen: boolean;
}

/** @param pauseMs for how long it is left alone. */
export function createCircuitBreaker(clock: Clock, pauseMs: number): CircuitBreaker {
  let failures = 0;
  let openedAt: number | undefined;
  let latest = 0;
  let latestAnswered = 0;
  let latestAtOpening = 0;
  let nextAt = 0;
  const now = () => clock.now().getTime();
  const fail = (turn: number) => {
    // Those that were under way when it was opened tell of the time before.
    const isLate = openedAt !== undefined && turn <= latestAtOpening;
    if (isLate || turn < latestAnswered) return;
    if (++failures < FAILURES_TO_OPEN) return;
    openedAt = now();
    nextAt = openedAt + pauseMs;
    latestAtOpening = latest;
  };
  return {
    get isOpen() {
      return openedAt !== undefined;
    },
    enter() {
      const restMs = openedAt === undefined ? 0 : nextAt - now();
      // More than the pause is a clock that was set back.
      if (restMs > 0 && restMs <= pauseMs) return Math.ceil(restMs / 1_000);
      const isTrial = openedAt !== undefined;
      if (isTrial) nextAt = now() + TRIAL_MS;
      const turn = ++latest;
      return {
        isTrial,
        succeeded() {
          latestAnswered = Math.max(latestAnswered, turn);
          failures = 0;
          openedAt = undefined;
        },
        failed() {
          fail(turn);
        },
      };
    },
  };
}
