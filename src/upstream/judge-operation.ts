/** From an operation and its caller to what the engine makes of it: one way for HTTP, for WebSockets, and for each event. */
import type { IncomingHttpHeaders } from 'node:http';

import type { PreparedOperation } from './engine/plan.js';
import type { Rights } from './engine/rights.js';
import type { UpstreamEngine } from './engine/upstream-engine.js';
import type { GuardedUpstream } from './guarded-upstream.js';
import type { JudgeCaller, JudgedCaller } from './judge-caller.js';
import type { OperationRequest } from './read-operation.js';

export interface JudgedOperation {
  readonly caller: JudgedCaller;
  readonly prepared: PreparedOperation;
  /** That was judged, whatever it was called by. */
  readonly document: string;
  /** By what it was judged: as long as they are the same, so is what became of it. */
  readonly by: { readonly engine: UpstreamEngine; readonly rights: Rights };
}

/** Both by the schema and the account as they are now. @throws AppError as `JudgeCaller` does */
export interface JudgeOperation {
  /** @throws AppError BAD_REQUEST for a document that is not known. */
  first(operation: OperationRequest, headers: IncomingHttpHeaders): Promise<JudgedOperation>;
  /**
   * One that is under way: by the document that it began with, which nobody need know any longer. Where schema and rights are as they
   * were, that is cheap.
   * @param last how it was judged before.
   */
  anew(
    operation: OperationRequest,
    last: JudgedOperation,
    headers: IncomingHttpHeaders,
  ): Promise<JudgedOperation>;
}

export interface JudgeOperationOptions {
  readonly guarded: Pick<GuardedUpstream, 'current'>;
  readonly judgeCaller: JudgeCaller;
  /** Whether a document that names what is concealed must not be told from one that there is not. */
  readonly conceal: boolean;
}

export function createJudgeOperation({
  guarded,
  judgeCaller,
  conceal,
}: JudgeOperationOptions): JudgeOperation {
  const prepare = (
    { operationName, variables }: OperationRequest,
    document: string,
    caller: JudgedCaller,
  ): JudgedOperation => {
    const { engine } = guarded.current();
    const rights = engine.rightsOf(caller.judged);
    const prepared = engine.prepare({ query: document, operationName, variables }, rights);
    return { caller, prepared, document, by: { engine, rights } };
  };
  return {
    async first(operation, headers) {
      const caller = await judgeCaller(headers);
      const { documents } = guarded.current();
      const judged = prepare(operation, documents.find(operation), caller);
      if (judged.prepared.kind === 'planned') documents.keep(operation);
      // By its name it was found, which would tell that others have it.
      else if (
        conceal &&
        operation.documentId !== undefined &&
        !judged.by.engine.fits(judged.document, judged.by.rights)
      )
        return prepare(operation, documents.findUnnamed(operation), caller);
      return judged;
    },
    async anew(operation, last, headers) {
      const caller = await judgeCaller(headers);
      const { engine } = guarded.current();
      const isSame = engine === last.by.engine && engine.rightsOf(caller.judged).key === last.by.rights.key;
      return isSame ? { ...last, caller } : prepare(operation, last.document, caller);
    },
  };
}
