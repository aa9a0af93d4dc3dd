/** The caller of one WebSocket: who they are for as long as it is open, and what they ask in it. Knows nothing of its protocol. */
import { once, setMaxListeners } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

import { readConnectionToken } from '@portcullis/guard/websocket';

import { AppError } from '../foundation/errors.js';
import { createBoundedQueue } from './bounded-queue.js';
import type { AnswerError, Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { FetchAnswer } from './fetch-answer.js';
import type { JudgeCaller } from './judge-caller.js';
import type { JudgedOperation, JudgeOperation } from './judge-operation.js';
import { lastError } from './last-error.js';
import { type OperationRequest, toOperation } from './read-operation.js';
import type { RunSubscription } from './run-subscription.js';

export interface SocketCallerOptions {
  readonly judgeCaller: JudgeCaller;
  readonly judge: JudgeOperation;
  readonly runSubscription: RunSubscription;
  readonly fetchAnswer: FetchAnswer;
  /** Told what a subscription failed by. */
  readonly report: (error: unknown, requestId: string) => void;
}

export interface SocketCallerParts extends SocketCallerOptions {
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  readonly ip: string;
  readonly close: (code: number, reason: string) => void;
  /** Resolves once whatever was sent is taken, or the connection closed. */
  readonly taken: () => Promise<void>;
}

/** An operation that may begin, and what it comes to once it has. */
export interface BegunOperation {
  readonly kind: Plan['operation'];
  /** One of a query or mutation. Who leaves them ends what is asked. */
  readonly answers: () => AsyncIterable<UpstreamAnswer>;
}

/** Subscriptions of one connection. */
const MOST_RUNNING = 100;
/** Queries and mutations of one connection, until their answers are taken; so many more wait. */
const [MOST_ASKED, MOST_WAITING] = [8, 100];

export class SocketCaller {
  #headers: IncomingHttpHeaders;
  #wasSignedIn = false;
  #running = 0;
  readonly #gone = new AbortController();
  readonly #asked = createBoundedQueue(MOST_ASKED, MOST_WAITING);

  constructor(private readonly parts: SocketCallerParts) {
    this.#headers = parts.headers;
    // One for each operation under way.
    setMaxListeners(0, this.#gone.signal);
  }

  /** Closes the connection of a token that is not good; without one it is a stranger's. */
  async connect(connectionParams: Readonly<Record<string, unknown>> | undefined): Promise<void> {
    const token = readConnectionToken({ request: { headers: this.#headers }, connectionParams });
    if (token !== undefined) this.#headers = { ...this.#headers, authorization: `Bearer ${token}` };
    await this.#judge(true);
  }

  /** Once it is closed. */
  leave(): void {
    this.#gone.abort();
  }

  /** Closes it where whoever opened it is no longer signed in. */
  async look(): Promise<void> {
    if (this.#wasSignedIn) await this.#judge(false);
  }

  /** @returns what refuses it, where something does. */
  async begin(payload: unknown): Promise<BegunOperation | readonly AnswerError[]> {
    try {
      const operation = toOperation({ value: payload });
      const begun = await this.parts.judge.first(operation, this.#headers);
      if (begun.prepared.kind === 'refused') return begun.prepared.errors;
      if (this.#running >= MOST_RUNNING) throw new AppError('RATE_LIMITED');
      const { plan } = begun.prepared;
      return { kind: plan.operation, answers: () => this.#answer(operation, begun, plan) };
    } catch (error) {
      return [lastError(error)];
    }
  }

  async #judge(isFirst: boolean): Promise<void> {
    try {
      const { judged } = await this.parts.judgeCaller(this.#headers);
      if (isFirst) this.#wasSignedIn = judged.signedIn;
      if (!judged.signedIn && !(isFirst && judged.because === 'UNAUTHENTICATED'))
        throw new AppError(judged.because);
    } catch (error) {
      this.#close(error);
    }
  }

  /** A subscription that was completed first would be over for its client, who goes on with those that the closing cuts off. */
  readonly #signedOut = (error: AppError) => {
    this.#close(error);
  };

  /** As clients of graphql-ws read it: they come back from 4403 with a new token, and from 4401 not at all. */
  #close(error: unknown): void {
    const { code, status } = error instanceof AppError ? error : new AppError('INTERNAL_SERVER_ERROR');
    const refused = code === 'TOKEN_EXPIRED' ? 4403 : 4401;
    this.parts.close(status < 500 ? refused : 1013, code);
  }

  #answer(operation: OperationRequest, begun: JudgedOperation, plan: Plan): AsyncIterable<UpstreamAnswer> {
    const about = { operation, headers: this.#headers, requestId: this.parts.requestId };
    if (plan.operation !== 'subscription')
      return this.#answers((emit, signal) =>
        this.#inTurn(signal, async (taken) => {
          await emit(await this.parts.fetchAnswer({ ...about, signal, taken }, begun, plan));
        }),
      );
    return this.#answers(async (emit, signal) => {
      // Many may have begun while none was running yet.
      if (this.#running >= MOST_RUNNING) throw new AppError('RATE_LIMITED');
      this.#running++;
      try {
        const subscriber = { ...about, ip: this.parts.ip, signal, emit, signedOut: this.#signedOut };
        await this.parts.runSubscription(subscriber, begun, plan);
      } finally {
        this.#running--;
      }
    });
  }

  /** Else the answers of whoever does not read them would fill the memory. */
  async #inTurn(signal: AbortSignal, answer: (taken: () => Promise<void>) => Promise<void>): Promise<void> {
    const leave = await this.#asked.enter(signal);
    if (leave === undefined) throw new AppError('RATE_LIMITED');
    const taken = async () => {
      // It is sent once this has returned.
      await turn();
      await this.parts.taken();
    };
    try {
      await answer(taken);
    } finally {
      void taken().then(leave);
    }
  }

  /** Ends where whoever iterates leaves it, and one answer at a time is held. */
  #answers(
    work: (emit: (answer: UpstreamAnswer) => Promise<void>, signal: AbortSignal) => Promise<void>,
  ): AsyncIterable<UpstreamAnswer> {
    const channel = new PassThrough({ objectMode: true, highWaterMark: 1 });
    const gone = new AbortController();
    channel.once('close', () => {
      gone.abort();
    });
    const emit = async (answer: UpstreamAnswer) => {
      if (!channel.write(answer)) await once(channel, 'drain', { signal: gone.signal });
    };
    const run = async () => {
      try {
        await work(emit, gone.signal);
      } catch (error) {
        if (!gone.signal.aborted) {
          if (!(error instanceof AppError)) this.parts.report(error, this.parts.requestId);
          channel.write({ errors: [lastError(error)] });
        }
      } finally {
        channel.end();
      }
    };
    void run();
    return leavable(channel);
  }
}

interface LeavableEvents extends AsyncIterable<UpstreamAnswer> {
  next(): Promise<IteratorResult<UpstreamAnswer, undefined>>;
  return(): Promise<IteratorResult<UpstreamAnswer, undefined>>;
  throw(): Promise<IteratorResult<UpstreamAnswer, undefined>>;
}

/**
 * As a generator, which is all that graphql-ws leaves when its caller does; and no real one, since that could not be left while it waits
 * for an event.
 */
function leavable(channel: PassThrough): LeavableEvents {
  const events = channel[Symbol.asyncIterator]() as AsyncIterator<UpstreamAnswer, undefined>;
  const leave = () => {
    channel.destroy();
    return Promise.resolve({ done: true, value: undefined } as const);
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    // What is left early ends, and fails nobody.
    next: () => events.next().catch(leave),
    return: leave,
    throw: leave,
  };
}
