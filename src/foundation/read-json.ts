import { readBoundedOrThrow } from './read-bounded.js';

/** The documents that servers tell of themselves have some kilobytes. */
const MAX_BYTES = 1_024 * 1_024;

/** The body of an answer by fetch, within a megabyte. @param signal of the question. @throws Error where it is longer, or no JSON. */
export async function readJson(response: Pick<Response, 'body'>, signal: AbortSignal): Promise<unknown> {
  return JSON.parse((await readBoundedOrThrow(response, MAX_BYTES, signal)).toString()) as unknown;
}
