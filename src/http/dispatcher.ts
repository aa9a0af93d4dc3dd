/**
 * The order of everything that happens to an HTTP request, in one place: exchange, security headers, CORS, then
 * the two hot paths on node:http (GraphQL, key set), and Express for all else.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import type { StaticAnswer } from '../keys/jwks.route.js';
import type { Cors } from './cors.js';
import { type Exchange, openExchange } from './exchange.js';
import type { GraphQLRoute } from './graphql.route.js';
import { badRequest, sendProblem } from './problem.js';

export interface DispatcherOptions {
  readonly log: Logger;
  readonly trustedHops: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly cors: Cors;
  readonly graphql: GraphQLRoute;
  /** By path; asked anew for each request, since the key set changes. */
  readonly staticAnswer: (path: string) => StaticAnswer | undefined;
  /** Pages, health and whatever has no path here. */
  readonly express: (request: IncomingMessage, response: ServerResponse) => void;
  /** Whether GET /graphql without a query shows a page. */
  readonly sandbox: boolean;
}

export const GRAPHQL_PATH = '/graphql';

export function createDispatcher(options: DispatcherOptions): RequestListener {
  return (request, response) => {
    const startedAt = performance.now();
    const exchange = openExchange(request, response, options.log, options.trustedHops);
    response.on('close', () => {
      logExchange(exchange, performance.now() - startedAt);
    });
    for (const [name, value] of options.headers) response.setHeader(name, value);
    const answer = options.staticAnswer(exchange.path);
    if (answer !== undefined) sendStatic(exchange, answer);
    else if (exchange.path === GRAPHQL_PATH) dispatchGraphQL(options, exchange);
    else options.express(request, response);
  };
}

function dispatchGraphQL(options: DispatcherOptions, exchange: Exchange): void {
  const { request, response } = exchange;
  options.cors(request, response, () => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    const hasQuery = exchange.search.length > 1;
    if (isRead && !hasQuery && options.sandbox) options.express(request, response);
    else if (request.method === 'POST' || (request.method === 'GET' && hasQuery)) {
      options.graphql(exchange).catch((error: unknown) => {
        fail(exchange, error);
      });
    } else sendMethodNotAllowed(response, 'POST');
  });
}

function fail({ response, log, origin }: Exchange, error: unknown): void {
  log.error({ err: error }, 'a request failed');
  if (response.headersSent) response.destroy();
  else
    sendProblem(
      response,
      new AppError('INTERNAL_SERVER_ERROR', { details: { requestId: origin.requestId } }),
    );
}

export function sendMethodNotAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  sendProblem(response, badRequest(405, 'This method is not taken here.'));
}

function sendStatic({ request, response }: Exchange, answer: StaticAnswer): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    sendMethodNotAllowed(response, 'GET, HEAD');
    return;
  }
  const isKnown = (request.headers['if-none-match'] ?? '')
    .split(/\s*,\s*/)
    .some((tag) => tag.replace(/^W\//, '') === answer.etag);
  response.writeHead(isKnown ? 304 : 200, answer.headers);
  response.end(isKnown || request.method === 'HEAD' ? undefined : answer.body);
}

/** One line a request. The query string, headers and body are not in it. */
function logExchange({ request, response, path, origin, log, operation }: Exchange, ms: number): void {
  const isWhole = response.writableFinished;
  log.info(
    {
      method: request.method,
      path: path.slice(0, 200),
      ...(operation !== undefined && { operation }),
      status: isWhole ? response.statusCode : 499,
      ip: origin.ip,
      ms: Math.round(ms * 10) / 10,
    },
    'request',
  );
}
