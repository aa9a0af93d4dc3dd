import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import { readBearerToken } from '@portcullis/guard';
import type { Express } from 'express';

import { mayShowMetrics } from '../config/features.js';
import { AppError } from '../foundation/errors.js';
import { sendProblem } from '../http/problem.js';
import { refusalHeaders } from '../http/refusal-headers.js';
import { refuseOtherMethods } from '../http/refuse-other-methods.js';
import type { Route } from '../http/route.js';
import { metricsPaths } from './metrics.openapi.js';

export interface MetricsRouteOptions {
  readonly metrics: { text(): Promise<string>; readonly contentType: string };
  /** Asked for as bearer token; undefined: anybody may look in development, and nobody in production. */
  readonly token: string | undefined;
  readonly isProduction: boolean;
}

const PATH = '/metrics';

export function createMetricsRoute(options: MetricsRouteOptions): Route {
  const { token: metricsToken, isProduction } = options;
  // A 404 does not even tell that it is there.
  if (!mayShowMetrics({ metricsToken, isProduction })) return { mount: () => undefined };
  return {
    openapi: metricsPaths,
    mount: (app) => {
      mountMetrics(app, options);
    },
  };
}

function mountMetrics(app: Express, { metrics, token }: MetricsRouteOptions): void {
  app.get(PATH, async (request, response) => {
    response.set('cache-control', 'no-store');
    if (token === undefined || isGiven(token, request))
      response.set('content-type', metrics.contentType).send(await metrics.text());
    else {
      const refusal = new AppError('UNAUTHENTICATED', { message: 'Send METRICS_TOKEN as bearer token.' });
      for (const [name, value] of refusalHeaders(refusal)) response.set(name, value);
      sendProblem(response, refusal);
    }
  });
  refuseOtherMethods(app, [PATH], 'GET, HEAD');
}

/** Of digests, since it compares only what is equally long: neither time nor length helps to guess the token. */
function isGiven(token: string, { headers }: IncomingMessage): boolean {
  return timingSafeEqual(digestOf(readBearerToken(headers.authorization) ?? ''), digestOf(token));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
