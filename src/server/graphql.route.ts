/**
 * GraphQL over HTTP on node:http itself: reads and judges the request, hands it to the GraphQL handler, writes
 * the answer. Express is not on this path, since it would cost more than the operation.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import { readBearerToken } from '@portcullis/guard';
import getRawBody from 'raw-body';

import { AppError } from '../foundation/errors.js';
import { RequestContext, type RequestFacts } from '../graphql/context.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import { type OriginPolicy, refuseForeignPage } from '../http/origin-policy.js';
import { badRequest } from '../http/problem.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import type { Exchange } from './exchange.js';
import type { OriginHints } from './origin-hints.js';

const MAX_BODY_BYTES = 100 * 1024;

/** @param head what the answer's head has beside what the answer is: names and values in turn. */
export type GraphQLRoute = (exchange: Exchange, head: readonly string[]) => Promise<void>;

export interface GraphQLRouteOptions {
  readonly handler: GraphQLHandler;
  readonly authenticate: Authenticate;
  readonly cookies: SessionCookies;
  /** Whose pages may send a session's cookies. */
  readonly isOwnOrigin: OriginPolicy;
  readonly hints: OriginHints;
}

export function createGraphQLRoute(options: GraphQLRouteOptions): GraphQLRoute {
  return async (exchange, head) => {
    const { request, search } = exchange;
    try {
      const facts = readFacts(options, exchange);
      const context = new RequestContext(facts, exchange, options.authenticate);
      const body = request.method === 'POST' ? await readJson(request) : undefined;
      const method = request.method ?? 'POST';
      const answer = await options.handler.handle(
        { method, headers: request.headers, search, body },
        context,
      );
      send(exchange, head, answer, cookieHead(options.hints, exchange));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      exchange.noteRefusal(error.code);
      const failure = { message: error.message, extensions: { code: error.code, ...error.details } };
      const headers = new Map([['content-type', `${answerType(request.headers.accept)}; charset=utf-8`]]);
      send(
        exchange,
        head,
        { status: error.status, headers, body: JSON.stringify({ errors: [failure] }) },
        [],
      );
    }
  };
}

/** @throws AppError FORBIDDEN for cookies that the page of a stranger made the browser send. */
function readFacts(
  { cookies, isOwnOrigin }: GraphQLRouteOptions,
  { request, origin }: Exchange,
): RequestFacts {
  const { cookie, authorization } = request.headers;
  const accessToken = readBearerToken(authorization);
  const read = cookies.read(cookie);
  const hasCookie = read.refreshToken !== undefined || read.accessToken !== undefined;
  if (hasCookie) refuseForeignPage(isOwnOrigin, origin.webOrigin);
  return {
    origin,
    authorization,
    accessToken: accessToken ?? read.accessToken,
    refreshCookie: read.refreshToken,
    // Node joins it where it came several times, which is no key then.
    idempotencyKey: request.headers['idempotency-key'] as string | undefined,
  };
}

function cookieHead(hints: OriginHints, { request, origin, cookieLines }: Exchange): readonly string[] {
  if (cookieLines.length === 0) return [];
  hints.cookieSet(origin.webOrigin, request.headers.host);
  return cookieLines.flatMap((line) => ['set-cookie', line]);
}

interface WrittenAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
}

function send(
  { response }: Exchange,
  head: readonly string[],
  { status, headers, body }: WrittenAnswer,
  cookieLines: readonly string[],
): void {
  const length = String(Buffer.byteLength(body));
  const lines = [...head, ...cookieLines, 'cache-control', 'no-store', 'content-length', length];
  for (const [name, value] of headers)
    if (name !== 'cache-control' && name !== 'content-length') lines.push(name, value);
  response.writeHead(status, lines);
  response.end(body);
}

/** As Apollo chooses where it gets to answer: JSON, unless the other one is preferred (GraphQL over HTTP, 6.1). */
function answerType(accept = ''): string {
  const [json, graphql] = ['application/json', 'application/graphql-response+json'];
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
