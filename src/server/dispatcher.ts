/**
 * The order of everything that happens to an HTTP request, in one place: exchange, security headers, CORS, then
 * the hot paths on node:http (GraphQL, and what is answered from memory), and Express for all else. It is handed the
 * routes, and must not know whose they are.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { AppError } from '../foundation/errors.js';
import { type Logger, plainLines } from '../foundation/logger.js';
import type { AnswerListener } from '../http/answered-request.js';
import { isKnownState } from '../http/etag.js';
import { GRAPHQL_PATH } from '../http/graphql-path.js';
import type { HotRoute } from '../http/hot-route.js';
import { badRequest, sendMethodNotAllowed, sendProblem } from '../http/problem.js';
import type { StaticRoute } from '../http/route.js';
import type { StaticAnswer } from '../http/static-answer.js';
import type { RequestTrace, Telemetry } from '../telemetry/telemetry.js';
import type { ClientAddress } from './client-address.js';
import { createHeadOf, type Cors } from './cors.js';
import type { DescribeAnswer } from './describe-answer.js';
import { Exchange } from './exchange.js';
import type { GraphQLRoute } from './graphql.route.js';
import { headersOfData } from './security-headers.js';

export interface DispatcherOptions {
  readonly log: Logger;
  readonly addressOf: ClientAddress;
  readonly headers: ReadonlyMap<string, string>;
  readonly cors: Cors;
  readonly graphql: GraphQLRoute;
  /** Of rooms, ahead of Express as well. */
  readonly hotRoutes: readonly HotRoute[];
  /** What is answered from memory, whatever the database does. */
  readonly staticRoutes: readonly StaticRoute[];
  readonly beginRequest: Telemetry['beginRequest'];
  readonly answerListeners: readonly AnswerListener[];
  readonly describeAnswer: DescribeAnswer;
  /** Pages, health and whatever has no path here. */
  readonly express: (exchange: Exchange) => void;
  /** Whether GET /graphql without a query shows a page. */
  readonly sandbox: boolean;
}

/** Pages of development that ask again and again: their lines would drown the others. */
const BACKGROUND_PATH = '/dev/mailbox';

export function createDispatcher(options: DispatcherOptions): RequestListener {
  const { addressOf, beginRequest } = options;
  const answer = createAnswer(options);
  const tell = createTell(options);
  return (request, response) => {
    const startedAt = performance.now();
    const exchange = new Exchange(request, response, options.log, addressOf);
    const trace = beginRequest(request.headers, exchange.path);
    response.on('close', () => {
      tell(exchange, performance.now() - startedAt, trace);
    });
    if (trace === undefined) answer(exchange);
    else
      trace.run(() => {
        answer(exchange);
      });
  };
}

function createAnswer(options: DispatcherOptions): (exchange: Exchange) => void {
  const { headers } = options;
  const ofData = headersOfData(headers);
  const headLines = keepHeadLines(ofData);
  const headOf = createHeadOf(options.cors, ofData);
  const staticAnswers = answersByPath(options.staticRoutes);
  const graphqlRoutes = routesByPath(options);
  return (exchange) => {
    const { request, response } = exchange;
    const answer = staticAnswers.get(exchange.path)?.();
    if (answer !== undefined && isRead(request)) {
      sendStatic(exchange, answer, headLines(answer));
      return;
    }
    const operations = graphqlRoutes.get(exchange.path);
    if (operations !== undefined && exchange.asksOperation) {
      answerOperation(operations, exchange, headOf(exchange.origin.webOrigin));
      return;
    }
    response.setHeader('x-request-id', exchange.origin.requestId);
    for (const [name, value] of headers) response.setHeader(name, value);
    if (answer !== undefined) answerOtherMethod(request, response);
    else if (exchange.path === GRAPHQL_PATH) dispatchGraphQL(options, exchange);
    else if (operations !== undefined) dispatchOther(options, exchange);
    else options.express(exchange);
  };
}

/** Once the answer is out, or the caller gone: the log's line, and whoever counts. */
function createTell({ log, answerListeners, describeAnswer }: DispatcherOptions) {
  const logExchange = createExchangeLog(log);
  return (exchange: Exchange, ms: number, trace: RequestTrace | undefined): void => {
    if (trace === undefined) logExchange(exchange, ms);
    else
      trace.run(() => {
        logExchange(exchange, ms);
      });
    if (answerListeners.length === 0 && trace === undefined) return;
    const answered = describeAnswer(exchange, ms);
    for (const listen of answerListeners) listen(answered);
    trace?.end(answered);
  };
}

/** Its head is written at once, since nothing else has a say in it. */
function answerOperation(route: GraphQLRoute, exchange: Exchange, head: readonly string[]): void {
  const { response, origin } = exchange;
  const lines = [...head, 'x-request-id', origin.requestId];
  route(exchange, lines).catch((error: unknown) => {
    if (!response.headersSent) response.setHeaders(new Map(pairsOf(lines)));
    fail(exchange, error);
  });
}

function* pairsOf(lines: readonly string[]): Iterable<readonly [string, string]> {
  for (let index = 0; index < lines.length; index += 2) yield [lines[index] ?? '', lines[index + 1] ?? ''];
}

/** The page of it, and whatever is no operation. */
function dispatchGraphQL(options: DispatcherOptions, exchange: Exchange): void {
  const { request, response } = exchange;
  options.cors(request, response, () => {
    const hasQuery = exchange.search.length > 1;
    if (isRead(request) && !hasQuery && options.sandbox) options.express(exchange);
    else refuseMethod(request, response, options.sandbox ? 'GET, HEAD, POST' : 'POST');
  });
}

/** Of a room's path, whatever is no operation. */
function dispatchOther({ cors }: DispatcherOptions, { request, response }: Exchange): void {
  cors(request, response, () => {
    if (isRead(request)) sendProblem(response, badRequest(400, 'Send the operation in query, or by POST.'));
    else refuseMethod(request, response, 'GET, POST');
  });
}

/** The preflight of a page that is not listed is answered without its headers, as its browser understands (Fetch, 4.9). */
function refuseMethod({ method }: IncomingMessage, response: ServerResponse, allow: string): void {
  if (method === 'OPTIONS') response.writeHead(204, { allow, vary: 'Origin' }).end();
  else sendMethodNotAllowed(response, allow);
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

/** Any page may read these, also with headers of its own, which make its browser ask first (Fetch, 3.2.2). */
function answerOtherMethod({ method }: IncomingMessage, response: ServerResponse): void {
  if (method !== 'OPTIONS') {
    sendMethodNotAllowed(response, 'GET, HEAD');
    return;
  }
  response.writeHead(204, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, HEAD',
    // The star does not stand for Authorization, which is not read here and may be sent all the same.
    'access-control-allow-headers': '*, Authorization',
    'access-control-max-age': '86400',
    allow: 'GET, HEAD',
  });
  response.end();
}

function isRead({ method }: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD';
}

function answersByPath(routes: readonly StaticRoute[]): ReadonlyMap<string, StaticRoute['answer']> {
  return new Map(routes.flatMap(({ paths, answer }) => paths.map((path) => [path, answer] as const)));
}

function routesByPath({ graphql, hotRoutes }: DispatcherOptions): ReadonlyMap<string, GraphQLRoute> {
  const answers = hotRoutes.map((route): [string, GraphQLRoute] => [
    route.path,
    (exchange, head) => route.answer(exchange, head),
  ]);
  return new Map([...answers, [GRAPHQL_PATH, graphql]]);
}

/** Names and values in turn, as writeHead takes them fastest; worked out once for each answer. */
function keepHeadLines(headers: ReadonlyMap<string, string>): (answer: StaticAnswer) => readonly string[] {
  const kept = new WeakMap<StaticAnswer, readonly string[]>();
  return (answer) => {
    const lines = kept.get(answer) ?? [...new Map([...headers, ...Object.entries(answer.headers)])].flat();
    kept.set(answer, lines);
    return lines;
  };
}

function sendStatic(
  { request, response, origin }: Exchange,
  { etag, body }: StaticAnswer,
  headLines: readonly string[],
): void {
  const isKnown = isKnownState(request.headers['if-none-match'], etag);
  response.writeHead(isKnown ? 304 : 200, [...headLines, 'x-request-id', origin.requestId]);
  response.end(isKnown || request.method === 'HEAD' ? undefined : body);
}

/** One line a request. The query string, headers and body are not in it, so nothing has to be redacted. */
function createExchangeLog(log: Logger): (exchange: Exchange, ms: number) => void {
  const lines = plainLines(log);
  return ({ request, response, path, origin, operation }, ms) => {
    lines[path.startsWith(BACKGROUND_PATH) ? 'debug' : 'info'](
      {
        requestId: origin.requestId,
        method: request.method,
        path: path.slice(0, 200),
        operation,
        status: response.writableFinished ? response.statusCode : 499,
        code: response.refusalCodes && [...response.refusalCodes].join(','),
        ip: origin.ip,
        ms: Math.round(ms * 10) / 10,
      },
      'request',
    );
  };
}
