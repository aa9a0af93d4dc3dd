/**
 * One subscription between a caller and an upstream. The caller is judged anew at each event and every second besides: it ends with the
 * token or session, and where they may read something else than when it began.
 */
import type { IncomingHttpHeaders } from 'node:http';

import type { AppError } from '../foundation/errors.js';
import { completePlan } from './complete-plan.js';
import type { Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { TraceUpstream } from './forward-operation.js';
import type { WriteHead } from './forwarded-headers.js';
import { createJudgeAnew, Ended, lookEachSecond, SignedOut } from './judge-anew.js';
import type { JudgedOperation, JudgeOperation } from './judge-operation.js';
import type { OpenEvents } from './open-events.js';
import type { OperationRequest } from './read-operation.js';
import { type Shares, tooManyLasting } from './shares.js';
import type { WriteBody } from './write-body.js';

interface Subscriber {
  readonly operation: OperationRequest;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
  readonly ip: string;
  /** Aborted when they have gone. */
  readonly signal: AbortSignal;
  /** Sends one event. */
  readonly emit: (answer: UpstreamAnswer) => Promise<void>;
  /** In place of the last event, where the connection says by itself that whoever opened it is signed in no longer. */
  readonly signedOut?: (error: AppError) => void;
}

export interface RunSubscriptionOptions {
  readonly judge: JudgeOperation;
  readonly openEvents: OpenEvents;
  readonly writeHead: WriteHead;
  readonly writeBody: WriteBody;
  readonly trace: TraceUpstream;
  readonly shares: Shares;
}

/** @param begun how it was judged at first. @throws UpstreamFault, AppError, and AbortError where the caller has gone. */
export type RunSubscription = (subscriber: Subscriber, begun: JudgedOperation, plan: Plan) => Promise<void>;

export function createRunSubscription(options: RunSubscriptionOptions): RunSubscription {
  const { openEvents, writeHead, writeBody } = options;
  return async (subscriber, begun, plan) => {
    const { forward } = plan;
    if (forward === undefined) return;
    const { headers, requestId, operation, emit } = subscriber;
    const leave = options.shares.enter(subscriber.ip);
    if (leave === undefined) throw tooManyLasting();
    const { caller } = begun;
    const ending = endWith(subscriber.signal);
    const judgeAnew = createJudgeAnew({ judge: options.judge, operation, headers, begun, forward });
    const stopLooking = lookEachSecond(judgeAnew, (reason) => {
      ending.abort(reason);
    });
    try {
      await options.trace(async () => {
        const head = await writeHead({ headers, requestId, caller });
        const body = writeBody(forward, operation);
        await openEvents({ headers: head, body, signal: ending.signal }, async (event) => {
          const current = await judgeAnew();
          await emit(completePlan(current, event, operation.variables));
        });
      });
    } catch (error) {
      const reason: unknown =
        ending.signal.aborted && !subscriber.signal.aborted ? ending.signal.reason : error;
      if (reason instanceof SignedOut && subscriber.signedOut !== undefined)
        subscriber.signedOut(reason.refusal);
      else if (reason instanceof Ended) await emit({ errors: reason.errors });
      else throw reason;
    } finally {
      stopLooking();
      leave();
    }
  };
}

function endWith(outer: AbortSignal): AbortController {
  const ending = new AbortController();
  const end = () => {
    ending.abort(outer.reason);
  };
  outer.addEventListener('abort', end, { once: true });
  if (outer.aborted) end();
  return ending;
}
