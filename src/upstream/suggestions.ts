/**
 * An upstream that knows more than its SDL here, or another version of it, names what lies near a name that it does not know: what the
 * SDL leaves out, and what the caller may not see.
 */
import { isRecord } from '../foundation/is-record.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';

/** In the words of graphql-js, which the servers of other languages have taken over. */
const suggestion = / ?Did you mean [^?]{0,1000}\?/gi;

/** @returns the same answer where it suggests nothing. What a resolver says, which has a path, stays as it is. */
export function withoutSuggestions(answer: UpstreamAnswer): UpstreamAnswer {
  const { errors } = answer;
  if (!errors?.some(suggests)) return answer;
  return { ...answer, errors: errors.map((error) => (suggests(error) ? withoutOne(error) : error)) };
}

function suggests(error: object): boolean {
  return isRecord(error) && !hasPath(error) && JSON.stringify(error).search(suggestion) >= 0;
}

/** Servers there are that write null, or a list of nothing, where there is none. */
function hasPath({ path }: Readonly<Record<string, unknown>>): boolean {
  return Array.isArray(path) && path.length > 0;
}

/** What a server adds in development says the same once more. */
function withoutOne(error: object): object {
  return JSON.parse(JSON.stringify(error), (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll(suggestion, '') : value,
  ) as object;
}
