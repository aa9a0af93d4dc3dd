/**
 * Work on one key, in a few lanes and in each one after the other: of a thousand attempts at once on one account the first few reach the store, and
 * what they find answers the rest. Else they wait for one another there, and nobody hears in time.
 */
import { AppError } from '../foundation/errors.js';

/** @throws AppError UNAVAILABLE after three seconds; whatever the one before it threw. */
export type InTurn = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>;

const LONGEST_WAIT_MS = 3_000;
const LANES = 8;

export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  let next = 0;
  return async (name, work) => {
    next = (next + 1) % LANES;
    const key = `${next} ${name}`;
    const enteredAt = performance.now();
    const before = last.get(key);
    // A store that is away is not waited for by each of them anew.
    const turn = before === undefined ? work() : before.then(() => onTime(enteredAt, work));
    last.set(key, turn);
    try {
      return await turn;
    } finally {
      if (last.get(key) === turn) last.delete(key);
    }
  };
}

function onTime<Result>(enteredAt: number, work: () => Promise<Result>): Promise<Result> {
  if (performance.now() - enteredAt > LONGEST_WAIT_MS)
    throw new AppError('UNAVAILABLE', { details: { retryAfter: 2 } });
  return work();
}
