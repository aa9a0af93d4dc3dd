/** How to fetch, and for how long without a byte to wait. */
export interface FetchPolicy {
  readonly fetch: typeof fetch;
  readonly stallTimeoutMs: number;
}

/** A body that is being received. */
export interface Incoming {
  readonly totalBytes: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array>;
}

async function* readWatched(
  body: AsyncIterable<Uint8Array>,
  timer: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
  }
}

function lengthOf(response: Response): number | undefined {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  return Number.isSafeInteger(length) ? length : undefined;
}

/**
 * Opens a download that fails once nothing has come for a while: no name, no connection, no answer, no next
 * chunk. A time limit on the whole would punish slow lines instead of dead ones.
 */
export async function openDownload(url: URL, policy: FetchPolicy): Promise<Incoming> {
  const stalled = new AbortController();
  const seconds = policy.stallTimeoutMs / 1000;
  const timer = setTimeout(() => {
    stalled.abort(new Error(`no byte came for ${seconds} s`));
  }, policy.stallTimeoutMs);
  try {
    const response = await policy.fetch(url, { signal: stalled.signal });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`it answered ${response.status} for ${url.pathname}`);
    }
    timer.refresh();
    return { totalBytes: lengthOf(response), chunks: readWatched(response.body, timer) };
  } catch (error) {
    clearTimeout(timer);
    throw error;
  }
}

/** A small text, such as a checksum file. */
export async function fetchText(url: URL, policy: FetchPolicy): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of (await openDownload(url, policy)).chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}
