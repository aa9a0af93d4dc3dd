/**
 * One subscription between a caller and an upstream. The caller is judged anew at each event and every second besides: it ends with the
 * token or session, and where they may read something else than when it began.
 */
import type { IncomingHttpHeaders } from 'node:http';

import { AppError } from '../foundation/errors.js';
import { toldError } from '../foundation/told-error.js';
import { completePlan } from './complete-plan.js';
import type { AnswerError, Forward, Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { TraceUpstream } from './forward-operation.js';
import type { WriteHead } from './forwarded-headers.js';
import type { JudgedOperation, JudgeOperation } from './judge-operation.js';
import type { OpenEvents } from './open-events.js';
import type { OperationRequest } from './read-operation.js';
import type { WriteBody } from './write-body.js';

interface Subscriber {
  readonly operation: OperationRequest;
  readonly headers: IncomingHttpHeaders;
  readonly requestId: string;
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
}

/** What was judged of it at first. */
type Begun = Pick<JudgedOperation, 'caller' | 'document'>;

/** @throws UpstreamFault, AppError, and AbortError where the caller has gone. */
export type RunSubscription = (subscriber: Subscriber, begun: Begun, plan: Plan) => Promise<void>;

/** So late at most it ends after its session has, where no event comes. */
const LOOK_MS = 1_000;

/** Its errors are the last that is sent. */
class Ended extends Error {
  constructor(readonly errors: readonly AnswerError[]) {
    super('the subscription is over');
  }
}

class SignedOut extends Ended {
  constructor(readonly refusal: AppError) {
    super([toldError(refusal)]);
  }
}

export function createRunSubscription(options: RunSubscriptionOptions): RunSubscription {
  const { openEvents, writeHead, writeBody } = options;
  return async (subscriber, begun, plan) => {
    const { forward } = plan;
    if (forward === undefined) return;
    const { headers, requestId, operation, emit } = subscriber;
    const { caller } = begun;
    const ending = endWith(subscriber.signal);
    const judgeAnew = createJudgeAnew(options, subscriber, begun, forward);
    const look = setInterval(() => {
      judgeAnew().catch((error: unknown) => {
        ending.abort(error);
      });
    }, LOOK_MS);
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
      clearInterval(look);
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

/** @throws Ended */
function createJudgeAnew(
  { judge }: RunSubscriptionOptions,
  { operation, headers }: Subscriber,
  begun: Begun,
  forward: Forward,
) {
  return async (): Promise<Plan> => {
    const { caller, prepared } = await judge.anew(operation, begun.document, headers);
    const { judged } = caller;
    if (begun.caller.judged.signedIn && !judged.signedIn) throw new SignedOut(new AppError(judged.because));
    if (prepared.kind === 'refused') throw new Ended(prepared.errors);
    // What the upstream sends is an answer to the operation that was sent: of another one it is none.
    if (prepared.plan.forward?.query === forward.query) return prepared.plan;
    throw new Ended([
      toldError(new AppError('FORBIDDEN', { message: 'What you may read has changed: subscribe again.' })),
    ]);
  };
}
