import { isNestedDeeper } from '../foundation/nesting.js';
import { MisfitAnswer } from './engine/misfit-answer.js';
import type { Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { OperationRequest } from './read-operation.js';
import { withoutSuggestions } from './suggestions.js';
import { UpstreamFault } from './upstream-fault.js';

/** Of an answer that is written anew: far more than any document asks for. */
const MOST_LEVELS = 500;

/** What the caller gets of an upstream's answer. @throws UpstreamFault where it is no answer to what was asked. */
export function completePlan(
  plan: Plan,
  answer: UpstreamAnswer,
  variables: OperationRequest['variables'],
): UpstreamAnswer {
  if (isNestedDeeper(answer, MOST_LEVELS))
    throw new UpstreamFault('unreadable', 'the answer is nested too deeply');
  try {
    return plan.complete(withoutSuggestions(answer), variables);
  } catch (error) {
    if (!(error instanceof MisfitAnswer)) throw error;
    throw new UpstreamFault('unreadable', error.message, { cause: error });
  }
}
