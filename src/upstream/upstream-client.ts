/**
 * Asks one upstream, with all that keeps it from being anybody else's trouble: connections that are kept, a bounded queue, a time
 * limit, and a circuit breaker. Knows nothing of GraphQL. By undici, which is what Node's fetch is made of: a request of its pool
 * takes about half the processor time of one of node:http, and it speaks no header that it was not given.
 */
import { type FormData, Pool } from 'undici';

import type { UpstreamSetting } from '../config/upstream-settings.js';
import type { Clock } from '../foundation/clock.js';
import { behindBreaker, createUpstreamBreaker } from './behind-breaker.js';
import { createBoundedQueue } from './bounded-queue.js';
import type { ReplyTime } from './caller-pace.js';
import { type Departure, OwnDeparture, reasonOf } from './departure.js';
import { DOWN_STATUS } from './read-reply.js';
import { sendQuestion, type UpstreamReply } from './send-question.js';
import { UpstreamFault } from './upstream-fault.js';

interface UpstreamQuestion {
  readonly headers: Record<string, string>;
  readonly body: string | FormData;
  /** Asked once more where a kept connection turns out to be closed: what only reads may be. */
  readonly isRepeatable: boolean;
  /** Aborted when whoever asks has gone. */
  readonly signal: Departure;
}

/** The time limit of one answer. */
export interface AnswerTime extends ReplyTime {
  /** It may take as long as it likes from now on, so long as it does not fall silent. */
  lift(): void;
}

/** What is done with the answer counts as part of it: its place and its time limit last until then. */
type UseReply<Result> = (reply: UpstreamReply, time: AnswerTime) => Promise<Result>;

export interface UpstreamClient {
  /** @throws UpstreamFault, what `use` throws, and AbortError where whoever asks has gone. */
  ask<Result>(question: UpstreamQuestion, use: UseReply<Result>): Promise<Result>;
  readonly isOpen: boolean;
  readonly waiting: number;
  stop(): Promise<void>;
}

type ClientSetting = Pick<
  UpstreamSetting,
  'url' | 'timeoutMs' | 'concurrency' | 'queue' | 'maxResponseBytes'
> & {
  /** How long an answer that takes its time may be silent; 0: as long as it likes. */
  readonly silenceMs: number;
};

export function createUpstreamClient(setting: ClientSetting, clock: Clock): UpstreamClient {
  const { url, timeoutMs, concurrency } = setting;
  const { origin, pathname: path } = new URL(url);
  const pool = new Pool(origin, {
    connections: concurrency,
    // The time limit below counts the wait for the head too.
    headersTimeout: 0,
    bodyTimeout: setting.silenceMs,
    connect: { timeout: timeoutMs },
  });
  const breaker = createUpstreamBreaker(clock);
  const queue = createBoundedQueue(concurrency, setting.queue);
  const request = async ({ headers, body, isRepeatable }: UpstreamQuestion, departure: Departure) => {
    const send = () =>
      sendQuestion(pool, { path, headers, body, mostHeldBytes: setting.maxResponseBytes, departure });
    try {
      return await send().catch((error: unknown) => {
        if (!isRepeatable || departure.aborted || !isClosedConnection(error)) throw error;
        return send();
      });
    } catch (error) {
      throw departure.aborted ? error : isDown(error);
    }
  };
  return {
    get isOpen() {
      return breaker.isOpen;
    },
    get waiting() {
      return queue.waiting;
    },
    ask: (question, use) =>
      behindBreaker(breaker, question.signal, async (isThere, isTrial) => {
        // A trial goes on without its caller: else who asks and goes away keeps it from being seen that the upstream is back.
        const limit = limitTime(isTrial ? undefined : question.signal, timeoutMs);
        let leave: (() => void) | undefined;
        let reply: UpstreamReply | undefined;
        try {
          leave = await queue.enter(limit.departure);
          if (leave === undefined) throw new UpstreamFault('busy', 'too many wait for it');
          reply = await request(question, limit.departure);
          endIfGone(question.signal, reply, isThere);
          return await use(reply, timeOf(limit, question.signal, isThere));
        } catch (error) {
          throw question.signal.aborted ? error : faultOf(error);
        } finally {
          // What nobody has read to its end.
          reply?.body.destroy();
          limit.end();
          leave?.();
        }
      }),
    stop: () => pool.destroy(),
  };
}

function timeOf(limit: ReturnType<typeof limitTime>, asker: Departure, isThere: () => void): AnswerTime {
  return {
    hold() {
      limit.hold();
      // What the caller is to take has come: others need not wait until he has.
      isThere();
    },
    go: limit.go,
    lift() {
      limit.lift();
      isThere();
      // He is waited for again, also of a trial: what lasts would go on without him for ever.
      limit.follow(asker);
    },
  };
}

/** @throws what the caller has gone with; by then it is known whether the upstream is there. */
function endIfGone(caller: Departure, { statusCode }: UpstreamReply, isThere: () => void): void {
  if (!caller.aborted) return;
  if (statusCode < DOWN_STATUS) isThere();
  throw reasonOf(caller);
}

/** Over by the time, or with whoever asks, where they are waited for. */
function limitTime(outer: Departure | undefined, timeoutMs: number) {
  const departure = new OwnDeparture();
  const leave = () => {
    departure.abort(followed && reasonOf(followed));
  };
  const end = () => {
    departure.abort(new UpstreamFault('down', `no whole answer within ${timeoutMs} ms`));
  };
  let followed = outer;
  let timer = setTimeout(end, timeoutMs);
  let endsAt = performance.now() + timeoutMs;
  let heldAt = 0;
  let isLifted = false;
  const lift = () => {
    clearTimeout(timer);
    isLifted = true;
  };
  const follow = (asker: Departure) => {
    followed = asker;
    asker.addEventListener('abort', leave);
    if (asker.aborted) leave();
  };
  if (outer !== undefined) follow(outer);
  return {
    departure,
    follow: (asker: Departure) => {
      if (followed === undefined) follow(asker);
    },
    /** The time alone. */
    lift,
    hold: () => {
      clearTimeout(timer);
      heldAt = performance.now();
    },
    go: () => {
      if (isLifted) return;
      endsAt += performance.now() - heldAt;
      timer = setTimeout(end, endsAt - performance.now());
    },
    end: () => {
      lift();
      followed?.removeEventListener('abort', leave);
    },
  };
}

/** The upstream closed it while it was idle, or as it restarted: nothing of an answer had come. */
function isClosedConnection(error: unknown): boolean {
  const { code } = error as { readonly code?: unknown };
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

function isDown(error: unknown): UpstreamFault {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  return new UpstreamFault('down', String(code ?? name), { cause: error });
}

/** While an answer is read, undici and sockets say that it ended before its time; all else is not about the upstream. */
function faultOf(error: unknown): unknown {
  return !(error instanceof UpstreamFault) && isOfConnection(error) ? isDown(error) : error;
}

/** By codes, but for what is no HTTP, of which undici (7.30.2) tells a name alone. */
function isOfConnection(error: unknown): boolean {
  const { code, name } = error as { readonly code?: unknown; readonly name?: unknown };
  if (name === 'HTTPParserError') return true;
  return typeof code === 'string' && /^(?:UND_ERR_|E[A-Z]+$)/.test(code);
}
