/** Asks every worker and hands on what they tell. Knows not what it is. */
import type { Worker } from 'node:cluster';

import type { ToWorker } from './messages.js';

/** One that is busy or stands still must not hold up what the others tell. */
const PATIENCE_MS = 2_000;

interface Gathering {
  readonly values: unknown[];
  readonly missing: Set<Worker>;
  readonly finish: () => void;
}

export class Gatherings {
  readonly #open = new Map<number, Gathering>();
  #last = 0;

  /** @param asked by which `asker` knows it again. */
  begin(asker: Worker, asked: number, workers: readonly Worker[]): void {
    const gathering = ++this.#last;
    const values: unknown[] = [];
    const finish = () => {
      clearTimeout(limit);
      this.#open.delete(gathering);
      send(asker, { kind: 'gathered', asked, values });
    };
    const limit = setTimeout(finish, PATIENCE_MS);
    this.#open.set(gathering, { values, missing: new Set(workers), finish });
    for (const worker of workers) send(worker, { kind: 'tell', gathering });
  }

  told(worker: Worker, gathering: number, value: unknown): void {
    const open = this.#open.get(gathering);
    if (open?.missing.delete(worker) !== true) return;
    open.values.push(value);
    if (open.missing.size === 0) open.finish();
  }

  /** It tells nothing any more. */
  forget(worker: Worker): void {
    for (const { missing, finish } of [...this.#open.values()])
      if (missing.delete(worker) && missing.size === 0) finish();
  }
}

/** To one that has just ended, nothing is sent: its end is told by its own event. */
export function send(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message);
}
