/** Rate, errors and duration of what is asked: of each GraphQL operation, of each path, and refusals by their code. */
import { Counter, Histogram, type Registry } from 'prom-client';

import { type ErrorCode, errorCatalogue } from '../foundation/errors.js';
import { type AnswerListener, outcomes } from '../http/answered-request.js';

/** From a read out of memory to a sign-in that waits for its hash, in seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface RequestMetrics {
  readonly listen: AnswerListener;
  /** A series that begins with its first request hides that request from rate() and increase(). */
  beginAtNought(operations: readonly string[]): void;
}

export function measureRequests(registry: Registry): RequestMetrics {
  const registers = [registry];
  const operations = new Counter({
    name: 'portcullis_operations_total',
    help: 'GraphQL requests by root field (or several, or unknown) and outcome: ok, refused, failed, abandoned.',
    labelNames: ['operation', 'outcome'],
    registers,
  });
  const operationSeconds = new Histogram({
    name: 'portcullis_operation_duration_seconds',
    help: 'From the arrival of a GraphQL request to the end of its answer.',
    labelNames: ['operation'],
    buckets: BUCKETS,
    registers,
  });
  const requestSeconds = new Histogram({
    name: 'portcullis_http_request_duration_seconds',
    help: 'From the arrival of a request to the end of its answer, by path and class of status.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers,
  });
  const refusals = new Counter({
    name: 'portcullis_refusals_total',
    help: 'Answers that hold this code; one may hold several.',
    labelNames: ['code'],
    registers,
  });
  for (const code of Object.keys(errorCatalogue) as ErrorCode[]) refusals.inc({ code }, 0);

  return {
    listen({ route, method, operation, status, outcome, codes, seconds }) {
      requestSeconds.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds);
      for (const code of codes) refusals.inc({ code });
      if (operation === undefined) return;
      operations.inc({ operation, outcome });
      operationSeconds.observe({ operation }, seconds);
    },
    beginAtNought(names) {
      for (const operation of [...names, 'several', 'unknown'])
        for (const outcome of outcomes) operations.inc({ operation, outcome }, 0);
    },
  };
}
