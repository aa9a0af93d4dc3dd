import { setImmediate } from 'node:timers/promises';

/**
 * Does once more what certainly never left this process: Node refuses to write to a socket that the server has ended already, which
 * the driver (7.2) hands on as it is, and neither repeats nor counts as a lost connection. So the repeat is no second attempt, and
 * safe whatever the operation is.
 */
export async function repeatUnsent<Result>(operation: () => Promise<Result>): Promise<Result> {
  try {
    return await operation();
  } catch (error) {
    if (!isUnsent(error)) throw error;
    // Connections that were ended together have closed by then, and none of them is taken again.
    await setImmediate();
    return operation();
  }
}

/** A message that was cut off counts as well: the server waits for its end, and does nothing. */
function isUnsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
