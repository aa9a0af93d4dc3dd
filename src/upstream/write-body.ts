import type { Forward } from './engine/plan.js';

/** What an upstream is sent, as JSON. @param variables all that the caller sent. */
export type WriteBody = (forward: Forward, variables: Readonly<Record<string, unknown>>) => string;

/** The part that is the same for all variables is written once for each plan. */
export function createWriteBody(): WriteBody {
  const beginnings = new WeakMap<Forward, string>();
  return (forward, variables) => {
    let beginning = beginnings.get(forward);
    if (beginning === undefined) {
      const { query, operationName } = forward;
      // Its closing brace comes last.
      beginning = JSON.stringify({ query, operationName }).slice(0, -1);
      beginnings.set(forward, beginning);
    }
    const sent = forward.pickVariables(variables);
    return Object.keys(sent).length === 0
      ? `${beginning}}`
      : `${beginning},"variables":${JSON.stringify(sent)}}`;
  };
}
