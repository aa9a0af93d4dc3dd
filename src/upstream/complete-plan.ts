import { MisfitAnswer } from './engine/misfit-answer.js';
import type { Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { OperationRequest } from './read-operation.js';
import { refuseNested } from './read-reply.js';
import { withoutSuggestions } from './suggestions.js';
import { UpstreamFault } from './upstream-fault.js';

/** What the caller gets of an upstream's answer. @throws UpstreamFault where it is no answer to what was asked. */
export function completePlan(
  plan: Plan,
  answer: UpstreamAnswer,
  variables: OperationRequest['variables'],
): UpstreamAnswer {
  refuseNested(answer);
  try {
    return plan.complete(withoutSuggestions(answer), variables);
  } catch (error) {
    if (!(error instanceof MisfitAnswer)) throw error;
    throw new UpstreamFault('unreadable', error.message, { cause: error });
  }
}
