/** From an operation and its caller to what the engine makes of it: one way for HTTP, for WebSockets, and for each event. */
import type { IncomingHttpHeaders } from 'node:http';

import type { PreparedOperation } from './engine/plan.js';
import type { GuardedUpstream } from './guarded-upstream.js';
import type { JudgeCaller, JudgedCaller } from './judge-caller.js';
import type { OperationRequest } from './read-operation.js';

export interface JudgedOperation {
  readonly caller: JudgedCaller;
  readonly prepared: PreparedOperation;
}

/** By the schema and the account as they are now. @throws AppError as `JudgeCaller` does, and BAD_REQUEST for a document that is not known. */
export type JudgeOperation = (
  operation: Pick<OperationRequest, 'query' | 'documentId' | 'operationName' | 'variables'>,
  headers: IncomingHttpHeaders,
) => Promise<JudgedOperation>;

export function createJudgeOperation(
  guarded: Pick<GuardedUpstream, 'current'>,
  judgeCaller: JudgeCaller,
): JudgeOperation {
  return async (operation, headers) => {
    const caller = await judgeCaller(headers);
    const { engine, findDocument } = guarded.current();
    const { operationName, variables } = operation;
    const query = findDocument(operation);
    const prepared = engine.prepare({ query, operationName, variables }, engine.rightsOf(caller.judged));
    return { caller, prepared };
  };
}
