import type { Clock } from '../../src/foundation/clock.js';

/** The system's time, moved forward as a test asks. */
export class MovableClock implements Clock {
  #aheadMs = 0;
  #stoodAtMs: number | undefined;

  now(): Date {
    return new Date((this.#stoodAtMs ?? Date.now()) + this.#aheadMs);
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** For what is judged to the second: it moves as it is asked alone, however long the machine takes. */
  async standStill<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#stoodAtMs = Date.now();
    try {
      return await work();
    } finally {
      this.#stoodAtMs = undefined;
    }
  }
}
