const TIMEOUT_MS = 5_000;

/** Ended by a timer that holds the process: that of AbortSignal.timeout does not, and a program would end without a word. */
export async function withinTime<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const abort = new AbortController();
  const timer = setTimeout(() => {
    abort.abort(new Error(`it takes longer than ${TIMEOUT_MS / 1_000} seconds`));
  }, TIMEOUT_MS);
  try {
    return await work(abort.signal);
  } finally {
    clearTimeout(timer);
  }
}
