import { readBoundedOrThrow } from './read-bounded.js';

/** What a provider says takes some kilobytes. */
const MAX_BYTES = 1_024 * 1_024;

/**
 * For libraries that read answers themselves: those that come are there as a whole, within a megabyte and the time of `init.signal`,
 * which Node's fetch forgets while a body comes (read-bounded.ts).
 * @throws Error where it is longer, and what fetch throws.
 */
export async function fetchWhole(
  fetch: typeof globalThis.fetch,
  url: string,
  init: RequestInit & { readonly signal?: AbortSignal | null },
): Promise<Response> {
  const response = await fetch(url, init);
  const bytes = await readBoundedOrThrow(response, MAX_BYTES, init.signal ?? new AbortController().signal);
  const { status, statusText, headers } = response;
  // 204 and its like may have no body, not even an empty one.
  return new Response(bytes.length === 0 ? null : new Uint8Array(bytes), { status, statusText, headers });
}
