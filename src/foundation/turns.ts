/** One after another, so that what comes meanwhile gathers. */
export interface Turns {
  /** Calls `begin` when nobody is at work, and that is to call `take`. */
  readonly wait: (begin: () => void) => void;
  /** Whoever takes longer than the patience is no longer waited for. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** @param patienceMs how long one may take before the next begins beside it. */
export function createTurns(patienceMs: number): Turns {
  const waiting: (() => void)[] = [];
  let isTaken = false;
  const next = () => {
    const begin = waiting.shift();
    isTaken = begin !== undefined;
    begin?.();
  };
  return {
    wait(begin) {
      waiting.push(begin);
      if (isTaken) return;
      isTaken = true;
      // What has arrived in the same turn of the event loop is taken along.
      setImmediate(next);
    },
    async take(work) {
      let isOver = false;
      const end = () => {
        if (!isOver) next();
        isOver = true;
      };
      const timer = setTimeout(end, patienceMs);
      try {
        return await work();
      } finally {
        clearTimeout(timer);
        end();
      }
    },
  };
}
