import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';

import type { AnsweredRequest } from '../http/answered-request.js';
import type { Scope } from './scope.js';
import type { Telemetry } from './telemetry.js';

/** Asked every few seconds by machines, and no work of anybody's. */
const untracedPaths = new Set(['/health/live', '/health/ready', '/metrics']);

const getter = {
  keys: (headers: object) => Object.keys(headers),
  get: (headers: Readonly<Record<string, string | string[] | undefined>>, name: string) => headers[name],
};

export function createBeginRequest(tracer: Tracer, scope: Scope): Telemetry['beginRequest'] {
  const propagator = new W3CTraceContextPropagator();
  return (headers, path) => {
    if (untracedPaths.has(path)) return undefined;
    const parent = propagator.extract(ROOT_CONTEXT, headers, getter);
    const span = tracer.startSpan('request', { kind: SpanKind.SERVER }, parent);
    const context = trace.setSpan(parent, span);
    return {
      run: (work) => {
        scope.run(context, work);
      },
      end: (answered) => {
        describe(span, answered);
        span.end();
      },
    };
  };
}

/** In the words of OpenTelemetry's conventions for HTTP servers, as far as it has any. */
function describe(span: Span, { method, route, status, operation, outcome, codes }: AnsweredRequest): void {
  span.updateName(operation === undefined ? `${method} ${route}` : `${method} ${route} ${operation}`);
  span.setAttributes({
    'http.request.method': method === 'OTHER' ? '_OTHER' : method,
    'http.route': route,
    'http.response.status_code': status,
    'portcullis.outcome': outcome,
    ...(operation !== undefined && { 'portcullis.operation': operation }),
    ...(codes.length > 0 && { 'portcullis.codes': [...codes] }),
  });
  if (outcome !== 'failed') return;
  span.setAttribute('error.type', codes[0] ?? String(status)).setStatus({ code: SpanStatusCode.ERROR });
}
