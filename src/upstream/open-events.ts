/** A subscription at an upstream: by Server-Sent Events (GraphQL over SSE, distinct connections), or by graphql-ws. */
import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { CircuitBreaker } from '../foundation/circuit-breaker.js';
import { behindBreaker } from './behind-breaker.js';
import { createBoundedQueue } from './bounded-queue.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import { readEvents } from './read-events.js';
import { asAnswer, parseAnswer, readAnswer, replyType, requireJson } from './read-reply.js';
import type { UpstreamClient } from './upstream-client.js';
import { UpstreamFault } from './upstream-fault.js';
import { createUpstreamSocket } from './upstream-socket.js';

interface EventsQuestion {
  readonly headers: Record<string, string>;
  /** The operation, as JSON. */
  readonly body: string;
  /** Ends it. */
  readonly signal: AbortSignal;
}

/**
 * Resolves once the upstream has ended it. @param take is waited for before the next event is read.
 * @throws UpstreamFault, what `take` throws, and AbortError.
 */
export type OpenEvents = (
  question: EventsQuestion,
  take: (event: UpstreamAnswer) => Promise<void>,
) => Promise<void>;

type EventsSetting = Pick<
  UpstreamSetting,
  'subscriptionsUrl' | 'maxResponseBytes' | 'maxSubscriptions' | 'timeoutMs'
>;

export function openSse(setting: EventsSetting, client: Pick<UpstreamClient, 'ask'>): OpenEvents {
  return async ({ headers, body, signal }, take) => {
    const head = {
      ...headers,
      // And nothing beside it: the handler of graphql-sse compares it to the letter.
      accept: 'text/event-stream',
      'content-type': 'application/json',
    };
    await client.ask({ headers: head, body, signal, isRepeatable: false }, async (reply, time) => {
      if (replyType(reply) !== 'text/event-stream') {
        requireJson(reply);
        await take(await readAnswer(reply, setting.maxResponseBytes));
        return;
      }
      time.lift();
      for await (const { event, data } of readEvents(reply.body, setting.maxResponseBytes)) {
        if (event === 'complete') return;
        if (event === 'next') await take(parseAnswer(data));
      }
    });
  };
}

/** One connection for each subscription, since each has a caller of its own. Its identity is in the head and in `connectionParams`. */
export function openWebSocket(setting: EventsSetting, breaker: CircuitBreaker): OpenEvents {
  const queue = createBoundedQueue(setting.maxSubscriptions, 0);
  return (question, take) =>
    behindBreaker(breaker, question.signal, async (isThere) => {
      const { signal } = question;
      const leave = await queue.enter(signal);
      if (leave === undefined) throw new UpstreamFault('busy', 'there are too many subscriptions');
      const connection = createUpstreamSocket(setting, question.headers, isThere);
      const { client, end, goOn } = connection;
      signal.addEventListener('abort', end, { once: true });
      try {
        // Whoever has left before this hears of it by nothing else.
        signal.throwIfAborted();
        for await (const event of client.iterate(JSON.parse(question.body) as { query: string })) {
          // graphql-ws would keep whatever comes meanwhile.
          connection.standStill();
          const answer = asAnswer(event);
          await take(answer).catch((reason: unknown) => {
            throw new NotTaken(reason);
          });
          goOn();
        }
      } catch (error) {
        if (error instanceof NotTaken) throw error.reason;
        if (Array.isArray(error)) await take(asAnswer({ errors: error }));
        else throw signal.aborted ? error : faultOf(error);
      } finally {
        signal.removeEventListener('abort', end);
        end();
        leave();
      }
      signal.throwIfAborted();
      connection.throwIfCut();
    });
}

/** What is no fault of the upstream's. */
class NotTaken extends Error {
  constructor(readonly reason: unknown) {
    super('The event was not taken.', { cause: reason });
  }
}

/** What is thrown is an event of the socket where it was closed, and no Error; and by graphql-ws an Error for what is no message of its protocol. */
function faultOf(error: unknown): UpstreamFault {
  if (error instanceof UpstreamFault) return error;
  const { code, type, message = '', error: cause } = error as Partial<Readonly<Record<string, unknown>>>;
  const isOfSocket = typeof code === 'number' || type === 'error' || typeof code === 'string';
  if (!isOfSocket || isMisuse(cause))
    return new UpstreamFault('unreadable', 'it sent what is no message', { cause: error });
  // It refuses this caller or this event, and must not be taken for one that is down for all.
  const isRefusal = isRefusalCode(code) || /^Unexpected server response: 4\d\d$/.test(String(message));
  const says = `the connection ended: ${String(code ?? type)}`;
  return new UpstreamFault(isRefusal ? 'unreadable' : 'down', says, { cause: error });
}

/** What ws cannot read, or does not, as an event that is too large. */
function isMisuse(cause: unknown): boolean {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('WS_ERR_');
}

/** Of graphql-ws, but for those of time (4408, 4499, 4504); and 1009, an operation that is too large for it (RFC 6455, 7.4.1). */
function isRefusalCode(code: unknown): boolean {
  if (code === 1009) return true;
  return typeof code === 'number' && code >= 4_400 && code < 4_500 && code !== 4_408 && code !== 4_499;
}
