/**
 * Whether another service is asked at all: after several failures in a row it is left alone for a while, and then asked by one request
 * alone. Counts what whoever asks tells; knows nothing of HTTP. Of our own, since libraries for it read the clock of the process, and
 * count what ran out of time beside others that were answered.
 */
import type { Clock } from './clock.js';

const FAILURES_TO_OPEN = 5;

/** One that is put to the service: tell it what came of it. */
interface BreakerTurn {
  succeeded(): void;
  /** Counts unless the service has answered somebody who asked later: it is there, and this one asked for too much. */
  failed(): void;
  /** Neither: whoever asked went away. */
  gaveUp(): void;
}

/** `enter` first, for each question, and tell its turn what came of it: a turn that is told nothing may keep all others out. */
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
  /** The one request that asks while it is open. */
  let trial: number | undefined;
  const now = () => clock.now().getTime();
  const isTrial = (turn: number) => turn === trial;
  const endTrial = (turn: number) => {
    if (isTrial(turn)) trial = undefined;
  };
  const fail = (turn: number) => {
    // Those that were under way when it was opened tell of the time before.
    const isLate = openedAt !== undefined && !isTrial(turn);
    endTrial(turn);
    if (isLate || turn < latestAnswered) return;
    if (++failures >= FAILURES_TO_OPEN) openedAt = now();
  };
  return {
    get isOpen() {
      return openedAt !== undefined;
    },
    enter() {
      const restMs = openedAt === undefined ? 0 : openedAt + pauseMs - now();
      if (restMs > 0 || trial !== undefined) return Math.max(1, Math.ceil(restMs / 1_000));
      const turn = ++latest;
      if (openedAt !== undefined) trial = turn;
      return {
        succeeded() {
          latestAnswered = Math.max(latestAnswered, turn);
          failures = 0;
          openedAt = undefined;
          trial = undefined;
        },
        failed() {
          fail(turn);
        },
        gaveUp() {
          endTrial(turn);
        },
      };
    },
  };
}
