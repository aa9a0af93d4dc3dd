/** Everything that is no hot path: the routes, and the answers for what is not there and for what fails. It knows no room. */
import express, { type ErrorRequestHandler } from 'express';

import { databaseFault } from '../database/database-fault.js';
import { AppError } from '../foundation/errors.js';
import type { Logger } from '../foundation/logger.js';
import { badRequest, sendProblem } from '../http/problem.js';
import type { Route } from '../http/route.js';
import type { FrameOptions } from '../pages/answer-page.js';
import type { Exchange } from './exchange.js';
import { createExpressExchange } from './express-exchange.js';
import { createRefuseRequest, type RefuseRequest } from './refuse-request.js';

export interface ExpressAppOptions {
  readonly log: Logger;
  /** In the order in which they are asked. */
  readonly routes: readonly Route[];
  /** Of the pages that tell people of a refusal. */
  readonly pages: FrameOptions;
}

export function createExpressApp({ log, routes, pages }: ExpressAppOptions): (exchange: Exchange) => void {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  const exchanges = createExpressExchange(app);
  for (const route of routes) route.mount(app, { originOf: (request) => exchanges.of(request).origin });
  const refuse = createRefuseRequest(pages);
  app.use((request, response) => {
    refuse(request, response, badRequest(404, 'There is nothing at this path.'));
  });
  app.use(errorHandler(log, refuse));
  return (exchange) => {
    exchanges.handle(exchange);
  };
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
