/**
 * GraphQL over HTTP on node:http itself: reads and judges the request, hands it to the GraphQL handler, writes
 * the answer. Express is not on this path, since it would cost more than the operation.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import getRawBody from 'raw-body';

import { AppError } from '../foundation/errors.js';
import { createRequestContext } from '../graphql/context.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { Exchange } from './exchange.js';
import { badRequest } from './problem.js';

const MAX_BODY_BYTES = 100 * 1024;

export type GraphQLRoute = (exchange: Exchange) => Promise<void>;

export function createGraphQLRoute(handler: GraphQLHandler, authenticate: Authenticate): GraphQLRoute {
  return async (exchange) => {
    const { request, search, origin } = exchange;
    const { authorization } = request.headers;
    const noteOperation = (fields: string | undefined) => {
      exchange.operation = fields;
    };
    const logFailure = (error: unknown) => {
      exchange.log.error({ err: error }, 'a resolver failed');
    };
    const facts = { origin, authorization, noteOperation, logFailure };
    const context = createRequestContext(facts, authenticate);
    try {
      const body = request.method === 'POST' ? await readJson(request) : undefined;
      const method = request.method ?? 'POST';
      const answer = await handler.handle({ method, headers: headersOf(request), search, body }, context);
      send(exchange, answer.status, answer.headers, answer.body);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const failure = { message: error.message, extensions: { code: error.code, ...error.details } };
      send(exchange, error.status, [], JSON.stringify({ errors: [failure] }));
    }
  };
}

function send(
  { response }: Exchange,
  status: number,
  headers: Iterable<readonly [string, string]>,
  body: string,
): void {
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.setHeader('cache-control', 'no-store');
  for (const [name, value] of headers) if (name !== 'cache-control') response.setHeader(name, value);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(status);
  response.end(body);
}

function* headersOf(request: IncomingMessage): Iterable<readonly [string, string]> {
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) yield [name, Array.isArray(value) ? value.join(', ') : value];
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const [mediaType] = (request.headers['content-type'] ?? '').split(';', 1);
  if (mediaType?.trim().toLowerCase() !== 'application/json') {
    throw badRequest(415, 'Send the operation as application/json.');
  }
  // Inflating is how a small request becomes a large one.
  if (request.headers['content-encoding'] !== undefined) throw badRequest(415, 'Send the body uncompressed.');
  const bytes = await readBody(request);
  if (!isUtf8(bytes)) throw badRequest(400, 'The body is not UTF-8.');
  try {
    return JSON.parse(bytes.toString()) as unknown;
  } catch (error) {
    throw badRequest(400, 'The body is not JSON.', error);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  try {
    return await getRawBody(request, {
      limit: MAX_BODY_BYTES,
      length: request.headers['content-length'] ?? null,
    });
  } catch (error) {
    // What is left of the body is read and thrown away, so that the caller gets to see the answer.
    request.resume();
    const isTooLarge = (error as { type?: string }).type === 'entity.too.large';
    throw isTooLarge
      ? badRequest(413, 'The body is larger than 100 KB.', error)
      : badRequest(400, 'The body cannot be read.', error);
  }
}
