/** A subscription that is answered by Server-Sent Events (GraphQL over SSE, distinct connections). */
import { once } from 'node:events';

import { AppError } from '../foundation/errors.js';
import { toldError } from '../foundation/told-error.js';
import { badRequest } from '../http/problem.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { RunSubscription } from './run-subscription.js';
import type { JudgedRequest } from './send-answer.js';
import { UpstreamFault } from './upstream-fault.js';

const EVENTS = 'text/event-stream';

/** Resolves once the last event is out. @throws AppError BAD_REQUEST for a caller who takes no events. */
export type AnswerEvents = (judged: JudgedRequest) => Promise<void>;

/** @param stopping of the gateway: ends them all. */
export function createAnswerEvents(runSubscription: RunSubscription, stopping: AbortSignal): AnswerEvents {
  return async ({ exchange, head, operation, caller, plan }) => {
    const { request, response, origin } = exchange;
    const { headers } = request;
    if (!(headers.accept ?? '').toLowerCase().includes(EVENTS))
      throw badRequest(400, `A subscription is answered as ${EVENTS}, or by graphql-ws.`);
    const gone = new AbortController();
    const end = () => {
      gone.abort();
    };
    response.once('close', end);
    stopping.addEventListener('abort', end, { once: true });
    response.writeHead(200, [
      ...head,
      'cache-control',
      'no-store',
      'content-type',
      `${EVENTS}; charset=utf-8`,
    ]);
    response.flushHeaders();
    const emit = async (answer: UpstreamAnswer) => {
      if (response.write(`event: next\ndata: ${JSON.stringify(answer)}\n\n`) || response.destroyed) return;
      await once(response, 'drain', { signal: gone.signal });
    };
    const subscriber = { operation, headers, requestId: origin.requestId, signal: gone.signal, emit };
    const beats = setInterval(() => response.write(':\n\n'), BEAT_MS);
    try {
      await runSubscription(subscriber, { caller, prepared: { kind: 'planned', plan } }, plan);
    } catch (error) {
      if (gone.signal.aborted) return;
      await emit({ errors: [lastError(error)] });
      throw error;
    } finally {
      clearInterval(beats);
      stopping.removeEventListener('abort', end);
      response.end('event: complete\n\n');
    }
  };
}

/** So that proxies take the connection for alive. */
const BEAT_MS = 12_000;

/** What a caller is told of the failure that ends a subscription. */
export function lastError(error: unknown) {
  const told = error instanceof UpstreamFault ? error.toRefusal() : error;
  return toldError(told instanceof AppError ? told : new AppError('INTERNAL_SERVER_ERROR'));
}
