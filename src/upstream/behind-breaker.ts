/** What a circuit breaker is told of each question to an upstream, however that is put. */
import { type CircuitBreaker, createCircuitBreaker } from '../foundation/circuit-breaker.js';
import type { Clock } from '../foundation/clock.js';
import type { Departure } from './departure.js';
import { UpstreamFault } from './upstream-fault.js';

/** For so long one that is down is left alone. */
const PAUSE_MS = 5_000;

export function createUpstreamBreaker(clock: Clock): CircuitBreaker {
  return createCircuitBreaker(clock, PAUSE_MS);
}

/**
 * @param asker aborted when whoever asks has gone: that says nothing of the upstream.
 * @param work is told whether it is a trial, and calls `isThere` where the upstream has answered and the answer may last: the next need not wait for its end.
 * @throws UpstreamFault `left-alone` while the circuit is open, and what `work` throws.
 */
export async function behindBreaker<Result>(
  breaker: CircuitBreaker,
  asker: Pick<Departure, 'aborted'>,
  work: (isThere: () => void, isTrial: boolean) => Promise<Result>,
): Promise<Result> {
  const turn = breaker.enter();
  if (typeof turn === 'number')
    throw new UpstreamFault('left-alone', 'its circuit is open', { retryAfter: turn });
  const seen = { isThere: false };
  const isThere = () => {
    // Once: the end of what has lasted tells nothing of how it is by then.
    if (!seen.isThere) turn.succeeded();
    seen.isThere = true;
  };
  try {
    const result = await work(isThere, turn.isTrial);
    isThere();
    return result;
  } catch (error) {
    const kind = error instanceof UpstreamFault && !asker.aborted ? error.kind : undefined;
    // What ends while it lasts does so with a restart, or with a caller who is too slow: whether the upstream is there, the next one tells.
    if (seen.isThere) throw error;
    if (kind === 'down') turn.failed();
    else if (kind === 'unreadable') turn.succeeded();
    throw error;
  }
}
