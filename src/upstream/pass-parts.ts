/** An answer in parts, which goes to the caller as it comes. */
import type { ServerResponse } from 'node:http';

import { isRecord } from '../foundation/is-record.js';
import { passOn } from './caller-pace.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { PassOptions } from './pass-reply.js';
import { limitBody } from './read-reply.js';
import type { UpstreamReply } from './send-question.js';
import { withoutSuggestions } from './suggestions.js';

/** @throws what the upstream's answer fails by. The last part may come much later than the first. */
export async function passParts(
  reply: UpstreamReply,
  response: ServerResponse,
  options: PassOptions,
): Promise<void> {
  response.writeHead(reply.statusCode, [...options.head]);
  response.flushHeaders();
  await passOn(lookAtFirst(limitBody(reply.body, options.limitBytes)), response, options);
}

/** Of the first part, which alone may be an answer to an operation that the upstream refuses; one that has data is none. */
const LOOKED_AT_BYTES = 64 * 1_024;
const headEnd = /\r?\n\r?\n/;
const data = /^\s*\{\s*(?:"hasNext"\s*:\s*true\s*,\s*)?"data"\s*:\s*\{/;

/** What its errors suggest is taken out of the first part; all others go on as they come. */
async function* lookAtFirst(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let read: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (read === undefined) {
      yield chunk;
      continue;
    }
    read = Buffer.concat([read, chunk]);
    const part = findPart(read);
    if (part === undefined && !isPast(read)) continue;
    yield part === undefined ? read : withoutSuggested(read, part);
    read = undefined;
  }
  if (read !== undefined) yield read;
}

const CR = 13;

interface Part {
  readonly start: number;
  readonly end: number;
  readonly answer: UpstreamAnswer;
}

/** Once it is there. Some write the line that ends it only when the next one comes, so that its JSON has to tell. */
function findPart(read: Buffer): Part | undefined {
  const start = findStart(read);
  if (start === undefined) return undefined;
  const next = read.indexOf('\n--', start);
  const end = next === -1 ? read.length : next - Number(read[next - 1] === CR);
  // Half of one ends otherwise, nearly always.
  if (!/\}\s*$/.test(read.subarray(Math.max(start, end - 20), end).toString('latin1'))) return undefined;
  try {
    const answer = JSON.parse(read.subarray(start, end).toString()) as unknown;
    return isRecord(answer) && Array.isArray(answer['errors'] ?? []) ? { start, end, answer } : undefined;
  } catch {
    // Half of one, or none: that is the caller's to find out, who would from the upstream itself.
    return undefined;
  }
}

function findStart(read: Buffer): number | undefined {
  const found = headEnd.exec(read.subarray(0, LOOKED_AT_BYTES).toString('latin1'));
  return found === null ? undefined : found.index + found[0].length;
}

/** Whether nothing is to be found in it any more: it is over, or long and with data. */
function isPast(read: Buffer): boolean {
  const start = findStart(read);
  if (start === undefined) return read.length > LOOKED_AT_BYTES;
  if (read.includes('\n--', start)) return true;
  return read.length > LOOKED_AT_BYTES && data.test(read.subarray(start, start + 200).toString('latin1'));
}

function withoutSuggested(read: Buffer, { start, end, answer }: Part): Buffer {
  const told = withoutSuggestions(answer);
  if (told === answer) return read;
  // The length of the part, where one is told, is another one by now, and nobody needs it.
  const head = read
    .subarray(0, start)
    .toString('latin1')
    .replace(/^content-length:.*\r?\n/gim, '');
  return Buffer.concat([Buffer.from(head, 'latin1'), Buffer.from(JSON.stringify(told)), read.subarray(end)]);
}
