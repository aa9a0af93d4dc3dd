/** Whether whoever was let begin may go on: they are judged anew while what they asked for lasts. */
import type { IncomingHttpHeaders } from 'node:http';

import { AppError } from '../foundation/errors.js';
import { toldError } from '../foundation/told-error.js';
import type { AnswerError, Plan } from './engine/plan.js';
import type { JudgedOperation, JudgeOperation } from './judge-operation.js';
import type { OperationRequest } from './read-operation.js';

/** It is over; its errors are the last that is sent. */
export class Ended extends Error {
  constructor(readonly errors: readonly AnswerError[]) {
    super('the operation is over');
  }
}

export class SignedOut extends Ended {
  constructor(readonly refusal: AppError) {
    super([toldError(refusal)]);
  }
}

export interface JudgeAnewOptions {
  readonly judge: Pick<JudgeOperation, 'anew'>;
  readonly operation: OperationRequest;
  readonly headers: IncomingHttpHeaders;
  /** As it was judged at first. */
  readonly begun: JudgedOperation;
  /** That was sent, whole or in parts. */
  readonly forward: Plan['forward'];
}

/** @returns the plan by which it goes on. @throws Ended, and AppError as `JudgeOperation` does */
export type JudgeAnew = () => Promise<Plan>;

export function createJudgeAnew({ judge, operation, headers, begun, forward }: JudgeAnewOptions): JudgeAnew {
  const wasSignedIn = begun.caller.judged.signedIn;
  let last = begun;
  return async () => {
    last = await judge.anew(operation, last, headers);
    const { caller, prepared } = last;
    const { judged } = caller;
    if (wasSignedIn && !judged.signedIn) throw new SignedOut(new AppError(judged.because));
    if (prepared.kind === 'refused') throw new Ended(prepared.errors);
    // What the upstream sends is an answer to the operation that was sent: of another one it is none.
    if (prepared.plan.forward?.query === forward?.query) return prepared.plan;
    throw new Ended([
      toldError(new AppError('FORBIDDEN', { message: 'What you may read has changed: subscribe again.' })),
    ]);
  };
}

/** So late at most it ends after its session has, where nothing comes meanwhile. */
const LOOK_MS = 1_000;

/** @param end told why, once it may not go on; it may be told more than once. @returns what stops it. */
export function lookEachSecond(judgeAnew: JudgeAnew, end: (reason: unknown) => void): () => void {
  const look = setInterval(() => {
    judgeAnew().catch(end);
  }, LOOK_MS);
  return () => {
    clearInterval(look);
  };
}
