/** What is answered by Server-Sent Events (GraphQL over SSE, distinct connections): subscriptions, and all else where nothing else is taken. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import { badRequest } from '../http/problem.js';
import { whenGone } from './caller-gone.js';
import { passText } from './caller-pace.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { FetchAnswer } from './fetch-answer.js';
import { BEAT_MS } from './heartbeat.js';
import { lastError } from './last-error.js';
import type { LastingAnswers } from './lasting-answers.js';
import type { RunSubscription } from './run-subscription.js';
import type { JudgedRequest } from './send-answer.js';

const EVENTS = 'text/event-stream';

/** Resolves once the last event is out. @throws AppError BAD_REQUEST for a caller who takes no events. */
export type AnswerEvents = (judged: JudgedRequest) => Promise<void>;

/** Whether whoever asks takes events alone, as clients of graphql-sse do, whatever they ask for. */
export function takesEventsAlone({ headers }: IncomingMessage): boolean {
  return headers.accept?.trim().toLowerCase() === EVENTS;
}

export interface AnswerEventsOptions {
  readonly runSubscription: RunSubscription;
  readonly fetchAnswer: FetchAnswer;
  readonly lasting: LastingAnswers;
  /** Its time is a caller's patience, too: who takes none for so long is cut off. */
  readonly upstream: Pick<UpstreamSetting, 'timeoutMs'>;
}

/** @param stopping of the gateway: ends subscriptions, which would not end by themselves. */
export function createAnswerEvents(
  { upstream, runSubscription, fetchAnswer, lasting }: AnswerEventsOptions,
  stopping: AbortSignal,
): AnswerEvents {
  return async ({ exchange, head, operation, plan, begun }) => {
    const { request, response, origin } = exchange;
    const { headers } = request;
    if (!(headers.accept ?? '').toLowerCase().includes(EVENTS))
      throw badRequest(400, `A subscription is answered as ${EVENTS}, or by graphql-ws.`);
    const gone = new AbortController();
    const end = () => {
      gone.abort();
    };
    const stay = whenGone(exchange, end);
    const lasts = plan.operation === 'subscription';
    if (lasts) stopping.addEventListener('abort', end, { once: true });
    response.writeHead(200, [
      ...head,
      'cache-control',
      'no-store',
      'content-type',
      `${EVENTS}; charset=utf-8`,
    ]);
    response.flushHeaders();
    const { emit, beat, taken } = createEmit(response, {
      patienceMs: upstream.timeoutMs,
      stopping: gone.signal,
    });
    const about = { operation, headers, requestId: origin.requestId, signal: gone.signal };
    const beats = setInterval(beat, BEAT_MS);
    try {
      if (lasts) {
        lasting.begin(response);
        await runSubscription({ ...about, ip: origin.ip, emit }, begun, plan);
      } else await emit(await fetchAnswer({ ...about, taken }, begun, plan));
    } catch (error) {
      if (gone.signal.aborted) return;
      // Whether or not he takes that one.
      await emit({ errors: [lastError(error)] }).finally(() => {
        throw error;
      });
    } finally {
      stay();
      clearInterval(beats);
      stopping.removeEventListener('abort', end);
      // Without it a client takes the connection for lost, and asks anew.
      response.end(lasts && stopping.aborted ? undefined : 'event: complete\n\n');
    }
  };
}

/** One event at a time. */
function createEmit(
  response: ServerResponse,
  pace: { readonly patienceMs: number; readonly stopping: AbortSignal },
) {
  let last: Promise<void> | undefined;
  return {
    emit: async (answer: UpstreamAnswer): Promise<void> => {
      if (response.destroyed) return;
      last = passText(`event: next\ndata: ${JSON.stringify(answer)}\n\n`, response, pace);
      try {
        await last;
      } finally {
        last = undefined;
      }
    },
    /** Never in the middle of an event. */
    beat: () => {
      if (last === undefined) response.write(':\n\n');
    },
    /** Resolves once what is being sent is taken. */
    taken: async (): Promise<void> => {
      await turn();
      await last?.catch(() => undefined);
    },
  };
}
