/** Bodies of the paths on node:http itself. What is no JSON in UTF-8, or too long, ends here. */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import getRawBody from 'raw-body';

import { badRequest } from './problem.js';

/** Lower case, without parameters; empty where there is none. */
export function mediaTypeOf(request: IncomingMessage): string {
  const type = request.headers['content-type'] ?? '';
  // As nearly all send it.
  if (type === 'application/json') return type;
  const [mediaType = ''] = type.split(';', 1);
  return mediaType.trim().toLowerCase();
}

/** @param parse throws for what is no JSON. @throws AppError BAD_REQUEST with 400, 413 or 415. */
export async function readJson<Value = unknown>(
  request: IncomingMessage,
  limitBytes: number,
  parse: (text: string) => Value = JSON.parse,
): Promise<Value> {
  if (mediaTypeOf(request) !== 'application/json')
    throw badRequest(415, 'Send the operation as application/json.');
  const bytes = await readBytes(request, limitBytes);
  if (!isUtf8(bytes)) throw badRequest(400, 'The body is not UTF-8.');
  try {
    return parse(bytes.toString());
  } catch (error) {
    throw badRequest(400, 'The body is not JSON.', error);
  }
}

/** @throws AppError BAD_REQUEST with 400, 413 or 415. */
export async function readBytes(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  // Inflating is how a small request becomes a large one.
  if (request.headers['content-encoding'] !== undefined) throw badRequest(415, 'Send the body uncompressed.');
  const length = request.headers['content-length'] ?? null;
  try {
    if (length !== null && Number(length) <= limitBytes) return await readKnownLength(request);
    return await getRawBody(request, { limit: limitBytes, length });
  } catch (error) {
    // What is left of the body is read and thrown away, so that the caller gets to see the answer.
    request.resume();
    const isTooLarge = (error as { type?: string }).type === 'entity.too.large';
    throw isTooLarge
      ? badRequest(413, `The body is larger than ${Math.floor(limitBytes / 1_024)} KB.`, error)
      : badRequest(400, 'The body cannot be read.', error);
  }
}

/**
 * As nearly every body comes: node:http hands over as many bytes as its head has told, or fails. raw-body, which counts and decodes as well,
 * took 3 % of the processor time of a read.
 */
function readKnownLength(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    // Its events are over.
    if (!request.readable) reject(new Error('The caller has gone.'));
    request
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('error', reject)
      .on('end', () => {
        const [only, ...more] = chunks;
        resolve(only !== undefined && more.length === 0 ? only : Buffer.concat(chunks));
      });
  });
}
