import { writeExactly } from '../foundation/exact-json.js';
import type { Forward } from './engine/plan.js';
import type { OperationRequest } from './read-operation.js';

/** What an upstream is sent, as JSON. */
export type WriteBody = (
  forward: Forward,
  sent: Pick<OperationRequest, 'sentVariables' | 'exactVariables'>,
) => string;

/** The part that is the same for all variables is written once for each plan. */
export function createWriteBody(): WriteBody {
  const beginnings = new WeakMap<Forward, string>();
  return (forward, { sentVariables, exactVariables }) => {
    let beginning = beginnings.get(forward);
    if (beginning === undefined) {
      const { query, operationName } = forward;
      // Its closing brace comes last.
      beginning = JSON.stringify({ query, operationName }).slice(0, -1);
      beginnings.set(forward, beginning);
    }
    const sent = forward.pickVariables(exactVariables ?? sentVariables);
    if (Object.keys(sent).length === 0) return `${beginning}}`;
    const isExact = exactVariables !== undefined || forward.picksLiterals;
    const written = isExact ? writeExactly(sent) : JSON.stringify(sent);
    return `${beginning},"variables":${written}}`;
  };
}
