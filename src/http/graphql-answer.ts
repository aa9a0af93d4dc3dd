/** Answers of GraphQL over HTTP that no pipeline writes: their media type, their head, and refusals in their form. */
import type { ServerResponse } from 'node:http';

import type { AppError } from '../foundation/errors.js';
import { toldError } from '../foundation/told-error.js';

/** Names and values in turn, as writeHead takes them fastest. */
export type HeadLines = readonly string[];

interface WrittenAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

/** @param head what the answer's head has beside what the answer is. Never cached, since it may be one person's. */
export function sendGraphQL(
  response: ServerResponse,
  head: HeadLines,
  { status, headers, body }: WrittenAnswer,
): void {
  writeGraphQLHead(response, head, { status, headers, length: Buffer.byteLength(body) });
  response.end(body);
}

/** The same without its body. @param length of the body, in bytes. */
export function writeGraphQLHead(
  response: ServerResponse,
  head: HeadLines,
  { status, headers, length }: Omit<WrittenAnswer, 'body'> & { readonly length: number },
): void {
  const lines = [...head, 'cache-control', 'no-store', 'content-length', String(length)];
  for (const [name, value] of headers)
    if (name !== 'cache-control' && name !== 'content-length') lines.push(name, value);
  response.writeHead(status, lines);
}

/** The whole operation is refused. @param accept the header of the request. */
export function refusedAnswer(refusal: AppError, accept: string | undefined): WrittenAnswer {
  const headers = new Map([['content-type', `${answerType(accept)}; charset=utf-8`]]);
  return { status: refusal.status, headers, body: JSON.stringify({ errors: [toldError(refusal)] }) };
}

/** As Apollo chooses where it gets to answer: JSON, unless the other one is preferred (GraphQL over HTTP, 6.1). */
export function answerType(accept = ''): 'application/json' | 'application/graphql-response+json' {
  const [json, graphql] = ['application/json', 'application/graphql-response+json'] as const;
  const weights = new Map(accept.split(',').map(readMediaRange));
  const wanted = weights.get(graphql) ?? 0;
  const rest = weights.get(json) ?? 0;
  if (wanted === 0 || wanted < rest) return json;
  // Of two that weigh the same, the one that is named first.
  const names = [...weights.keys()];
  return wanted > rest || names.indexOf(graphql) < names.indexOf(json) ? graphql : json;
}

function readMediaRange(range: string): readonly [name: string, weight: number] {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((part) => part.startsWith('q='))?.slice(2);
  return [name, weight === undefined ? 1 : Number(weight) || 0];
}
