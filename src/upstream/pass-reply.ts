/** An answer that goes to the caller byte by byte: one with long data as it comes, any other once it was looked at whole. */
import { isUtf8 } from 'node:buffer';
import type { ServerResponse } from 'node:http';

import type { HeadLines } from '../http/graphql-answer.js';
import { passOn, passWhole, type ReplyTime, toSend } from './caller-pace.js';
import { lengthOf, limitBody, parseAnswer, parseExactAnswer, readWhole } from './read-reply.js';
import type { UpstreamReply } from './send-question.js';
import { withoutSuggestions } from './suggestions.js';
import { UpstreamFault } from './upstream-fault.js';

/** What is looked at whole: nearly every answer. */
const LOOKED_AT_BYTES = 64 * 1_024;
/** So begins one of GraphQL, and hardly anything else; of its bytes, a byte order mark among them. */
const beginning = /^(?:\xEF\xBB\xBF)?\s*\{\s*"(?:data|errors|extensions)"\s*:/;
/** What has data was executed, and its errors are those of fields. Where it begins in another way it may be long by its errors. */
const beginningOfData = /^(?:\xEF\xBB\xBF)?\s*\{\s*"data"\s*:\s*\{/;

export interface PassOptions {
  readonly head: HeadLines;
  readonly limitBytes: number;
  readonly time: ReplyTime;
  /** For a caller who takes nothing of it. */
  readonly patienceMs: number;
}

/**
 * @throws UpstreamFault where nothing was sent yet. What comes later cuts the caller's connection: he must not take half an answer for one.
 */
export async function passReply(
  reply: UpstreamReply,
  response: ServerResponse,
  options: PassOptions,
): Promise<void> {
  const { head, limitBytes } = options;
  if (lengthOf(reply) <= Math.min(LOOKED_AT_BYTES, limitBytes))
    return sendWhole(reply, response, options, await readWhole(reply, limitBytes));
  const chunks = limitBody(reply.body, limitBytes);
  const { first, isWhole } = await readFirst(chunks);
  if (isWhole) return sendWhole(reply, response, options, first);
  const begun = first.subarray(0, 200).toString('latin1');
  if (!beginning.test(begun)) {
    await chunks.return(undefined);
    throw new UpstreamFault('unreadable', 'the answer does not begin as one of GraphQL');
  }
  if (!beginningOfData.test(begun)) return sendWhole(reply, response, options, await readRest(first, chunks));
  response.writeHead(reply.statusCode, [...head]);
  return passOn(after(first, chunks), response, options);
}

/** Nothing but what is sent waits for the caller. */
function sendWhole(
  { statusCode }: UpstreamReply,
  response: ServerResponse,
  options: PassOptions,
  bytes: Buffer,
): Promise<void> {
  const body = checkWhole(bytes);
  response.writeHead(statusCode, [...options.head, 'content-length', String(Buffer.byteLength(body))]);
  return passWhole(body, response, options);
}

function checkWhole(bytes: Buffer): string | Buffer {
  const text = bytes.toString();
  const answer = parseAnswer(text);
  const told = withoutSuggestions(answer);
  return told === answer ? asText(bytes, text) : toSend(writeAnew(text));
}

/** Without what it suggests. */
function writeAnew(text: string): string {
  const { answer, write } = parseExactAnswer(text);
  return write(withoutSuggestions(answer));
}

/** A text goes out in one write with its head; what is no UTF-8, and so no JSON to the letter, is handed on as it is. */
function asText(bytes: Buffer, text: string): string | Buffer {
  return isUtf8(bytes) && bytes.length <= LOOKED_AT_BYTES ? text : bytes;
}

async function* after(first: Buffer, chunks: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* chunks;
}

async function readRest(first: Buffer, chunks: AsyncGenerator<Buffer, void>): Promise<Buffer> {
  const read: Buffer[] = [];
  for await (const chunk of after(first, chunks)) read.push(chunk);
  return Buffer.concat(read);
}

async function readFirst(chunks: AsyncGenerator<Buffer, void>) {
  const read: Buffer[] = [];
  let size = 0;
  while (size <= LOOKED_AT_BYTES) {
    const next = await chunks.next();
    if (next.done === true) return { first: Buffer.concat(read, size), isWhole: true };
    read.push(next.value);
    size += next.value.length;
  }
  return { first: Buffer.concat(read, size), isWhole: false };
}
