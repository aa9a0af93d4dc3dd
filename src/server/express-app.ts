/** Everything that is no hot path: pages, forms, health, metrics, and the answer for what is not there. */
import express, { type ErrorRequestHandler, type Express, type Request } from 'express';
import type { GraphQLSchema } from 'graphql';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import { badRequest, sendProblem } from '../http/problem.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import { type LinkPagesRouteOptions, mountLinkPages } from '../link-pages/link-pages.route.js';
import type { DevMailbox } from '../mail/dev-mailbox.js';
import type { ReadRevocationList } from '../sessions/revocation-list.js';
import { mountDevMailbox } from './dev-mailbox.route.js';
import { mountDeveloperPages } from './developer-pages.route.js';
import type { Exchange } from './exchange.js';
import { createExpressExchange } from './express-exchange.js';
import { type FederationRouteOptions, mountFederation } from './federation.route.js';
import { type ForwardAuthOptions, mountForwardAuth } from './forward-auth.route.js';
import type { Health } from './health.js';
import { isMetricsServed, type MetricsRouteOptions, mountMetrics } from './metrics.route.js';
import { mountOAuth, type OAuthRouteOptions } from './oauth.route.js';
import { servedPaths } from './openapi/served-paths.js';
import { createRefuseRequest, type RefuseRequest } from './refuse-request.js';
import { mountRevokedSessions } from './revoked-sessions.route.js';

export interface ExpressAppOptions {
  readonly log: Logger;
  readonly health: Health;
  /** Shown by the pages; undefined: no such pages. */
  readonly documentedSchema: GraphQLSchema | undefined;
  readonly publicUrl: string;
  readonly brandName: string;
  /** SIGN_UP_REQUIRES, for the examples on the pages. */
  readonly signUpRequires: readonly string[];
  readonly linkPages: Omit<LinkPagesRouteOptions, 'originOf'>;
  /** Shown by a page; undefined: no such page. */
  readonly devMailbox: DevMailbox | undefined;
  readonly federation: Omit<FederationRouteOptions, 'originOf' | 'pages'>;
  readonly metrics: MetricsRouteOptions;
  readonly forwardAuth: ForwardAuthOptions;
  readonly readRevocationList: ReadRevocationList;
  readonly oauth: Omit<OAuthRouteOptions, 'originOf'>;
}

export function createExpressApp(options: ExpressAppOptions): (exchange: Exchange) => void {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const exchanges = createExpressExchange(app);
  mountHealth(app, options.health);
  mountMetrics(app, options.metrics);
  mountForwardAuth(app, options.forwardAuth);
  mountRevokedSessions(app, options.readRevocationList);
  const originOf = (request: Request) => exchanges.of(request).origin;
  mountOAuth(app, { ...options.oauth, originOf });
  mountLinkPages(app, { ...options.linkPages, originOf });
  mountFederation(app, { ...options.federation, originOf, pages: options.linkPages });
  if (options.devMailbox !== undefined) mountDevMailbox(app, options.devMailbox, options.brandName);
  const { documentedSchema: schema, publicUrl, brandName, signUpRequires } = options;
  if (schema !== undefined)
    mountDeveloperPages(app, { schema, rest: restOf(options), publicUrl, brandName, signUpRequires });
  const refuse = createRefuseRequest(options.linkPages);
  app.use((request, response) => {
    refuse(request, response, badRequest(404, 'There is nothing at this path.'));
  });
  app.use(errorHandler(options.log, refuse));
  return (exchange) => {
    exchanges.handle(exchange);
  };
}

function restOf({ devMailbox, metrics }: ExpressAppOptions) {
  return servedPaths({ hasDevMailbox: devMailbox !== undefined, hasMetrics: isMetricsServed(metrics) });
}

function mountHealth(app: Express, health: Health): void {
  app.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  app.get('/health/ready', async (_request, response) => {
    const isReady = await health.isReady();
    response
      .status(isReady ? 200 : 503)
      .set('cache-control', 'no-store')
      .json({ status: isReady ? 'ready' : 'not ready' });
  });
  refuseOtherMethods(app, ['/health/live', '/health/ready'], 'GET, HEAD');
}

/** Express hands on what it could not read (400 and the like) and whatever a page threw. */
function errorHandler(log: Logger, refuse: RefuseRequest): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    const refusal = refusalOf(error);
    if (refusal !== undefined) {
      if (refusal.status < 500) sendProblem(response, refusal);
      else refuse(request, response, refusal);
      return;
    }
    const requestId = String(response.getHeader('x-request-id'));
    log.error({ err: error, requestId }, 'a page failed');
    refuse(request, response, new AppError('INTERNAL_SERVER_ERROR', { details: { requestId } }));
  };
}

function refusalOf(error: unknown): AppError | undefined {
  const fault = databaseFault(error);
  if (fault instanceof AppError) return fault.code === 'INTERNAL_SERVER_ERROR' ? undefined : fault;
  const { status } = error as { status?: unknown };
  if (typeof status !== 'number' || status < 400 || status >= 500) return undefined;
  if (status === 413) return badRequest(413, 'The body is larger than 100 KB.', error);
  if (status === 415) return badRequest(415, 'Send a form or JSON in UTF-8, uncompressed.', error);
  return badRequest(400, 'The request cannot be read.', error);
}
