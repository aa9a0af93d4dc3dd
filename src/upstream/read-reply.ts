/** What an upstream sent, read within limits and looked at before anything of it goes on: a page of HTML or a stack trace never does. */
import { isExactNumber, readExactly, writeExactly } from '../foundation/exact-json.js';
import { isRecord } from '../foundation/is-record.js';
import { isNestedDeeper } from '../foundation/nesting.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { UpstreamReply } from './send-question.js';
import { UpstreamFault } from './upstream-fault.js';

const jsonTypes: ReadonlySet<string> = new Set(['application/json', 'application/graphql-response+json']);

/**
 * The media type of the answer, lower case, without parameters.
 * @throws UpstreamFault where the body is compressed, unasked, or said to be of two types, of which readers choose differently.
 */
export function replyType({ headers }: UpstreamReply): string {
  // `none` is no coding, and what graphql-yoga calls its events by, so that proxies do not compress them.
  if (!['identity', 'none'].includes(headers['content-encoding']?.toString() ?? 'identity'))
    throw new UpstreamFault('unreadable', 'the answer is compressed');
  const { 'content-type': told = '' } = headers;
  if (typeof told !== 'string') throw new UpstreamFault('unreadable', 'the answer is of two types');
  const [type = ''] = told.split(';', 1);
  return type.trim().toLowerCase();
}

/** From here on it is what proxies say of a server that they do not reach; a page of 500 is its own, and may be of this operation alone. */
export const DOWN_STATUS = 502;

/** @throws UpstreamFault for any other media type: by some statuses, it says that it is down. */
export function requireJson(reply: UpstreamReply): void {
  const type = replyType(reply);
  if (jsonTypes.has(type)) return;
  reply.body.destroy();
  const says = `status ${reply.statusCode} with ${type === '' ? 'no type' : type.slice(0, 100)}`;
  throw new UpstreamFault(reply.statusCode >= DOWN_STATUS ? 'down' : 'unreadable', says);
}

/** In bytes, as its head says; NaN where it does not. */
export function lengthOf({ headers }: UpstreamReply): number {
  return Number(headers['content-length'] ?? Number.NaN);
}

/** @throws UpstreamFault past the limit. */
export async function readWhole(reply: UpstreamReply, limitBytes: number): Promise<Buffer> {
  const { body } = reply;
  if (lengthOf(reply) <= limitBytes) return body.whole();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of limitBody(body, limitBytes)) {
    size += chunk.length;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

/** @throws UpstreamFault past the limit, and for what is no answer of GraphQL. */
export async function readAnswer(reply: UpstreamReply, limitBytes: number): Promise<UpstreamAnswer> {
  return parseAnswer((await readWhole(reply, limitBytes)).toString());
}

export interface ExactAnswer {
  readonly answer: UpstreamAnswer;
  /** Writes what was made of it. */
  readonly write: (answer: UpstreamAnswer) => string;
}

/** The same, for an answer that is written anew as JSON: its numbers stay as they are. @throws UpstreamFault as readAnswer. */
export async function readExactAnswer(reply: UpstreamReply, limitBytes: number): Promise<ExactAnswer> {
  return parseExactAnswer((await readWhole(reply, limitBytes)).toString());
}

/** @throws UpstreamFault for what is no answer of GraphQL. */
export function parseExactAnswer(text: string): ExactAnswer {
  const { value, exact } = parse(text, readExactly);
  return exact === undefined
    ? { answer: asAnswer(value), write: JSON.stringify }
    : { answer: asAnswer(exact), write: writeExactly };
}

/** Leaving it early ends the connection. @throws UpstreamFault past the limit. */
export async function* limitBody(
  body: AsyncIterable<Buffer>,
  limitBytes: number,
): AsyncGenerator<Buffer, void> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > limitBytes)
      throw new UpstreamFault('unreadable', `the answer is larger than ${limitBytes} bytes`);
    yield chunk;
  }
}

/** @throws UpstreamFault for what is no answer of GraphQL. */
export function parseAnswer(text: string): UpstreamAnswer {
  return asAnswer(parse(text, JSON.parse));
}

function parse<Value>(text: string, read: (text: string) => Value): Value {
  try {
    // Whoever reads JSON may pass over a byte order mark (RFC 8259, 8.1), as the fetch of callers does.
    return read(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new UpstreamFault('unreadable', 'the answer is no JSON', { cause: error });
  }
}

/** @throws UpstreamFault for what is no answer of GraphQL. */
export function asAnswer(answer: unknown): UpstreamAnswer {
  if (!isRecord(answer)) throw noAnswer();
  const { errors, ...others } = answer;
  // Beside data some servers write null, or a list of nothing, where there are none.
  const said = errors === null || (Array.isArray(errors) && errors.length === 0) ? others : answer;
  if (!isAnswer(said)) throw noAnswer();
  return said;
}

function noAnswer(): UpstreamFault {
  return new UpstreamFault('unreadable', 'the answer is JSON, and none of GraphQL');
}

function isAnswer(answer: Readonly<Record<string, unknown>>): boolean {
  const { data, errors } = answer;
  const hasErrors = Array.isArray(errors) && errors.length > 0 && errors.every(isError);
  if (errors !== undefined && !hasErrors) return false;
  return data === undefined || data === null ? hasErrors : isRecord(data) && !isExactNumber(data);
}

function isError(error: unknown): boolean {
  return isRecord(error) && typeof error['message'] === 'string';
}

/** Of what is written anew: far more than any document asks for, and fewer than JSON.stringify bears. */
const MOST_LEVELS = 500;

/** @throws UpstreamFault for what is nested too deeply to be written. */
export function refuseNested(answered: unknown): void {
  if (isNestedDeeper(answered, MOST_LEVELS))
    throw new UpstreamFault('unreadable', 'the answer is nested too deeply');
}
