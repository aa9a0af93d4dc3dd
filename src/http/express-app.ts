/** Everything that is no hot path: pages for developers, health, and the answer for what is not there. */
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';

import { AppError, errorCatalogue } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import type { Page } from '../markup/page.js';
import { GRAPHQL_PATH, sendMethodNotAllowed } from './dispatcher.js';
import type { Health } from './health.js';
import { docsPage } from './pages/docs/docs.page.js';
import { sandboxPage } from './pages/sandbox.page.js';
import { badRequest, sendProblem } from './problem.js';

export interface ExpressAppOptions {
  readonly log: Logger;
  readonly health: Health;
  /** Shown by the pages; undefined: no such pages. */
  readonly documentedSchema: GraphQLSchema | undefined;
  readonly publicUrl: string;
}

const DOCS_PATH = '/docs';

export function createExpressApp(options: ExpressAppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  mountHealth(app, options.health);
  if (options.documentedSchema !== undefined)
    mountDeveloperPages(app, options.documentedSchema, options.publicUrl);
  app.use((_request, response) => {
    sendProblem(response, badRequest(404, 'There is nothing at this path.'));
  });
  app.use(errorHandler(options.log));
  return app;
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
  onlyGet(app, ['/health/live', '/health/ready']);
}

function mountDeveloperPages(app: Express, schema: GraphQLSchema, publicUrl: string): void {
  const sandbox = sandboxPage({ endpointPath: GRAPHQL_PATH, docsPath: DOCS_PATH, publicUrl });
  const docs = { basePath: DOCS_PATH, endpointPath: GRAPHQL_PATH, publicUrl, errors: errorCatalogue };
  app.get('/', (_request, response) => {
    response.redirect(302, GRAPHQL_PATH);
  });
  app.get(GRAPHQL_PATH, (_request, response) => {
    sendPage(response, sandbox);
  });
  app.get([DOCS_PATH, `${DOCS_PATH}/{*rest}`], (request, response, next) => {
    const page = docsPage(schema, request.path, docs);
    if (page === undefined) next();
    else sendPage(response, page);
  });
  onlyGet(app, ['/', DOCS_PATH, `${DOCS_PATH}/{*rest}`]);
}

function onlyGet(app: Express, paths: string[]): void {
  app.all(paths, (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else sendMethodNotAllowed(response, 'GET, HEAD');
  });
}

function sendPage(response: Response, { body, contentSecurityPolicy }: Page): void {
  response
    .set('content-security-policy', contentSecurityPolicy)
    .set('cache-control', 'no-store')
    .type('html')
    .send(body);
}

/** Express hands on what it could not read (400 and the like) and whatever a page threw. */
function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (isClientError(error)) {
      sendProblem(response, badRequest(400, 'The request cannot be read.', error));
      return;
    }
    const requestId = String(response.getHeader('x-request-id'));
    log.error({ err: error, requestId }, 'a page failed');
    sendProblem(response, new AppError('INTERNAL_SERVER_ERROR', { details: { requestId } }));
  };
}

function isClientError(error: unknown): boolean {
  const { status } = error as { status?: unknown };
  return typeof status === 'number' && status >= 400 && status < 500;
}
