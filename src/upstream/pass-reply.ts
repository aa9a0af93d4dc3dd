/** An answer that goes to the caller byte by byte: a short one once it was looked at whole, a long one as it comes. */
import type { ServerResponse } from 'node:http';

import type { HeadLines } from '../http/graphql-answer.js';
import { passOn, type ReplyTime } from './caller-pace.js';
import { lengthOf, limitBody, parseAnswer, readWhole } from './read-reply.js';
import type { UpstreamReply } from './send-question.js';
import { withoutSuggestions } from './suggestions.js';
import { UpstreamFault } from './upstream-fault.js';

/** What is looked at whole: nearly every answer. */
const LOOKED_AT_BYTES = 64 * 1_024;
/** So begins an answer of GraphQL that is too long to be looked at, and hardly anything else. */
const beginning = /^\s*\{\s*"(?:data|errors|extensions)"\s*:/;

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
  if (lengthOf(reply) <= Math.min(LOOKED_AT_BYTES, limitBytes)) {
    passWhole(reply, response, head, await readWhole(reply, limitBytes));
    return;
  }
  const chunks = limitBody(reply.body, limitBytes);
  const { first, isWhole } = await readFirst(chunks);
  if (isWhole) {
    passWhole(reply, response, head, first);
    return;
  }
  if (!beginning.test(first.subarray(0, 200).toString('latin1'))) {
    await chunks.return(undefined);
    throw new UpstreamFault('unreadable', 'the answer does not begin as one of GraphQL');
  }
  response.writeHead(reply.statusCode, [...head]);
  await passOn(after(first, chunks), response, options);
}

function passWhole({ statusCode }: UpstreamReply, response: ServerResponse, head: HeadLines, bytes: Buffer) {
  const answer = parseAnswer(bytes);
  const told = withoutSuggestions(answer);
  const body = told === answer ? bytes : Buffer.from(JSON.stringify(told));
  response.writeHead(statusCode, [...head, 'content-length', String(body.length)]).end(body);
}

/** Parts of an answer in parts, as they come; the last may come much later. */
export async function passParts(
  reply: UpstreamReply,
  response: ServerResponse,
  options: PassOptions,
): Promise<void> {
  response.writeHead(reply.statusCode, [...options.head]);
  response.flushHeaders();
  await passOn(limitBody(reply.body, options.limitBytes), response, options);
}

async function* after(first: Buffer, chunks: AsyncGenerator<Buffer, void>): AsyncGenerator<Buffer, void> {
  yield first;
  yield* chunks;
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
