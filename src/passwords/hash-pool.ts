import { Piscina } from 'piscina';

import { AppError } from '../foundation/errors.js';
import type { HashRunner } from './password-hasher.js';

type HashAnswer = string | boolean | Uint8Array;

export interface HashPool extends HashRunner {
  /** Makes the threads, which the first hash would wait for. */
  start(): void;
  /** How many wait for a thread. */
  queued(): number;
  stop(): Promise<void>;
}

/**
 * Worker threads for hashes: bcryptjs on the event loop would stall every other request.
 * @param concurrency threads.
 * @param queue how many may wait beside those at work; past that a caller hears UNAVAILABLE at once.
 * @param onWait told of each that is begun, how long it had to wait for a thread, in seconds.
 */
export function createHashPool(
  concurrency: number,
  queue: number,
  onWait: (seconds: number) => void,
): HashPool {
  let pool: Piscina<object, HashAnswer> | undefined;
  const open = () =>
    (pool ??= new Piscina<object, HashAnswer>({
      filename: new URL('./hash.worker.mjs', import.meta.url).href,
      // All of them from the start: one that is made for a burst costs as much as a hash.
      minThreads: concurrency,
      maxThreads: concurrency,
      // Without it a task that finds no free worker goes to the end of the queue, again and again.
      stricterFIFO: true,
      recordTiming: false,
    }));
  let underWay = 0;
  // When those came that wait: a thread that becomes free takes the first of them.
  const waiting: number[] = [];
  const beginNext = () => {
    const since = waiting.shift();
    if (since !== undefined) onWait((performance.now() - since) / 1_000);
  };

  const run = async (job: object): Promise<HashAnswer> => {
    if (underWay >= concurrency + queue) throw new AppError('UNAVAILABLE', { details: { retryAfter: 2 } });
    if (underWay < concurrency) onWait(0);
    else waiting.push(performance.now());
    underWay++;
    try {
      return await open().run(job);
    } finally {
      underWay--;
      beginNext();
    }
  };

  return {
    hash: async (input, recipe) => String(await run({ kind: 'hash', input, recipe })),
    async verify(input, { work, size, levels }) {
      const answer = await run({ kind: 'verify', input, work, size, levels });
      return typeof answer === 'string' ? false : answer;
    },
    start() {
      open();
    },
    queued: () => waiting.length,
    stop: async () => pool?.close({ force: true }),
  };
}
