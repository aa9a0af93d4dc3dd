/**
 * GraphQL over HTTP on node:http itself: reads and judges the request, hands it to the GraphQL handler, writes
 * the answer. Express is not on this path, since it would cost more than the operation.
 */
import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import { readBearerToken } from '@portcullis/guard';
import getRawBody from 'raw-body';

import { AppError } from '../foundation/errors.js';
import { createRequestContext, type RequestFacts } from '../graphql/context.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import { type OriginPolicy, refuseForeignPage } from '../http/origin-policy.js';
import { badRequest, noteRefusal } from '../http/problem.js';
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
    const setCookies: string[] = [];
    try {
      const context = createRequestContext(readFacts(options, exchange, setCookies), options.authenticate);
      const body = request.method === 'POST' ? await readJson(request) : undefined;
      const method = request.method ?? 'POST';
      const answer = await options.handler.handle(
        { method, headers: request.headers, search, body },
        context,
      );
      if (setCookies.length > 0) options.hints.cookieSet(exchange.origin.webOrigin, request.headers.host);
      const cookieLines = setCookies.flatMap((line) => ['set-cookie', line]);
      send(exchange, { ...answer, head: [...head, ...cookieLines] });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      noteRefusal(exchange.response, error.code);
      const failure = { message: error.message, extensions: { code: error.code, ...error.details } };
      const headers = new Map([['content-type', `${answerType(request.headers.accept)}; charset=utf-8`]]);
      send(exchange, { status: error.status, headers, body: JSON.stringify({ errors: [failure] }), head });
    }
  };
}

/** @throws AppError FORBIDDEN for cookies that the page of a stranger made the browser send. */
function readFacts(options: GraphQLRouteOptions, exchange: Exchange, setCookies: string[]): RequestFacts {
  const { request, origin } = exchange;
  const cookies = options.cookies.read(request.headers.cookie);
  const hasCookie = cookies.refreshToken !== undefined || cookies.accessToken !== undefined;
  if (hasCookie) refuseForeignPage(options.isOwnOrigin, origin.webOrigin);
  return {
    origin,
    accessToken: readBearerToken(request.headers.authorization) ?? cookies.accessToken,
    refreshCookie: cookies.refreshToken,
    setCookies: (lines) => {
      setCookies.splice(0, setCookies.length, ...lines);
    },
    noteOperation: (fields) => {
      exchange.operation = fields;
    },
    noteRefusal: (code) => {
      noteRefusal(exchange.response, code);
    },
    logFailure: (error) => {
      exchange.log.error({ err: error }, 'a resolver failed');
    },
  };
}

interface WrittenAnswer {
  readonly status: number;
  readonly headers: Iterable<readonly [string, string]>;
  readonly body: string;
  readonly head: readonly string[];
}

function send({ response }: Exchange, { status, headers, body, head }: WrittenAnswer): void {
  const lines = [...head, 'cache-control', 'no-store', 'content-length', String(Buffer.byteLength(body))];
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
