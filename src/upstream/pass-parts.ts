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
  let held: Buffer[] | undefined = [];
  const isDue = createIsDue();
  for await (const chunk of chunks) {
    if (held === undefined) {
      yield chunk;
      continue;
    }
    held.push(chunk);
    if (!isDue(chunk)) continue;
    const read = Buffer.concat(held);
    held = [read];
    const part = findPart(read);
    if (part === undefined && !isPast(read)) continue;
    yield part === undefined ? read : withoutSuggested(read, part);
    held = undefined;
  }
  if (held !== undefined) yield Buffer.concat(held);
}

/** Of what was looked at in vain. */
const GROWTH = 1.5;

/**
 * Whether it is worth while to look at all that has come, with one more chunk. A long part is looked at anew where a line may end it, or once
 * it is half as long again: with each chunk that would take a time that grows by the square.
 */
function createIsDue(): (chunk: Buffer) => boolean {
  let [size, nextAt] = [0, LOOKED_AT_BYTES];
  let end: Buffer = Buffer.alloc(0);
  return (chunk) => {
    size += chunk.length;
    const seam = Buffer.concat([end, chunk.subarray(0, 2)]);
    end = Buffer.concat([end, chunk.subarray(-2)]).subarray(-2);
    const isDue =
      size >= nextAt || size <= LOOKED_AT_BYTES || chunk.includes('\n--') || seam.includes('\n--');
    if (size >= nextAt) nextAt = size * GROWTH;
    return isDue;
  };
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
