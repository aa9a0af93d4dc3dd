import type { Clock } from '../../src/foundation/clock.js';

/** The system's time, moved forward as a test asks. */
export class MovableClock implements Clock {
  #aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.#aheadMs);
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }
}
