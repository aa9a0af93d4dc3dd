import type { ServerResponse } from 'node:http';

/** Answers that last for as long as their callers like, of one upstream: they are bounded with its subscriptions, and by nothing else. */
export class LastingAnswers {
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Counts it until it is over. */
  begin(response: ServerResponse): void {
    if (response.destroyed) return;
    this.#count++;
    response.once('close', () => this.#count--);
  }
}
