/**
 * GraphQL over HTTP on node:http itself: reads and judges the request, hands it to the GraphQL handler, writes
 * the answer. Express is not on this path, since it would cost more than the operation.
 */
import { readBearerToken } from '@portcullis/guard';

import { AppError } from '../foundation/errors.js';
import { RequestContext, type RequestFacts } from '../graphql/context.js';
import type { GraphQLHandler } from '../graphql/graphql-handler.js';
import { type HeadLines, refusedAnswer, sendGraphQL } from '../http/graphql-answer.js';
import { readJson } from '../http/json-body.js';
import { type OriginPolicy, refuseForeignPage } from '../http/origin-policy.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { SessionCookies } from '../sessions/session-cookies.js';
import type { Exchange } from './exchange.js';
import type { OriginHints } from './origin-hints.js';

const MAX_BODY_BYTES = 100 * 1024;

/** @param head what the answer's head has beside what the answer is. */
export type GraphQLRoute = (exchange: Exchange, head: HeadLines) => Promise<void>;

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
      const body = request.method === 'POST' ? await readJson(request, MAX_BODY_BYTES) : undefined;
      const method = request.method ?? 'POST';
      const answer = await options.handler.handle(
        { method, headers: request.headers, search, body },
        context,
      );
      sendGraphQL(exchange.response, [...head, ...cookieHead(options.hints, exchange)], answer);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      exchange.noteRefusal(error.code);
      sendGraphQL(exchange.response, head, refusedAnswer(error, request.headers.accept));
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
