/** From an operation and its caller to what the engine makes of it: one way for HTTP, for WebSockets, and for each event. */
import type { IncomingHttpHeaders } from 'node:http';

import type { PreparedOperation } from './engine/plan.js';
import type { GuardedUpstream } from './guarded-upstream.js';
import type { JudgeCaller, JudgedCaller } from './judge-caller.js';
import type { OperationRequest } from './read-operation.js';

export interface JudgedOperation {
  readonly caller: JudgedCaller;
  readonly prepared: PreparedOperation;
  /** That was judged, whatever it was called by. */
  readonly document: string;
}

/** Both by the schema and the account as they are now. @throws AppError as `JudgeCaller` does */
export interface JudgeOperation {
  /** @throws AppError BAD_REQUEST for a document that is not known. */
  first(operation: OperationRequest, headers: IncomingHttpHeaders): Promise<JudgedOperation>;
  /** One that is under way: by the document that it began with, which nobody need know any longer. */
  anew(
    operation: OperationRequest,
    document: string,
    headers: IncomingHttpHeaders,
  ): Promise<Omit<JudgedOperation, 'document'>>;
}

export function createJudgeOperation(
  guarded: Pick<GuardedUpstream, 'current'>,
  judgeCaller: JudgeCaller,
): JudgeOperation {
  const prepare = (
    { operationName, variables }: OperationRequest,
    query: string,
    { judged }: JudgedCaller,
  ) => {
    const { engine } = guarded.current();
    return engine.prepare({ query, operationName, variables }, engine.rightsOf(judged));
  };
  return {
    async first(operation, headers) {
      const caller = await judgeCaller(headers);
      const { documents } = guarded.current();
      const document = documents.find(operation);
      const prepared = prepare(operation, document, caller);
      if (prepared.kind === 'planned') documents.keep(operation);
      return { caller, prepared, document };
    },
    async anew(operation, document, headers) {
      const caller = await judgeCaller(headers);
      return { caller, prepared: prepare(operation, document, caller) };
    },
  };
}
