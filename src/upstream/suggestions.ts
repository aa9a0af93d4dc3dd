/**
 * An upstream that knows more than its SDL here, or another version of it, names what lies near a name that it does not know: what the
 * SDL leaves out, and what the caller may not see.
 */
import { isExactNumber } from '../foundation/exact-json.js';
import { isRecord } from '../foundation/is-record.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import { refuseNested } from './read-reply.js';

/** In the words of graphql-js, which the servers of other languages have taken over, some in brackets; up to the next question mark. */
const beginning = / ?\(?Did you mean /gi;
const MOST_CHARACTERS = 1_000;

/**
 * What a resolver says stays as it is: it has a path, and stands beside data. graphql-ruby says by a path where in a document it means.
 * @returns the same answer where it suggests nothing. @throws UpstreamFault where its errors are nested too deeply.
 */
export function withoutSuggestions(answer: UpstreamAnswer): UpstreamAnswer {
  const { errors } = answer;
  if (errors === undefined) return answer;
  refuseNested(errors);
  const isExecuted = 'data' in answer;
  const isSuggesting = (error: object) => !(isExecuted && hasPath(error)) && suggests(error);
  if (!errors.some(isSuggesting)) return answer;
  return { ...answer, errors: errors.map((error) => (isSuggesting(error) ? withoutOne(error) : error)) };
}

function suggests(error: object): boolean {
  const text = JSON.stringify(error);
  return cutSuggestions(text) !== text;
}

/** Each mark is looked for once, however often something begins: by one expression that takes the square of the time. */
function cutSuggestions(text: string): string {
  let [kept, from] = ['', 0];
  let mark: number | undefined;
  for (const { index, 0: begun } of text.matchAll(beginning)) {
    if (index < from) continue;
    if (mark === undefined || mark < index) mark = text.indexOf('?', index);
    if (mark === -1) break;
    if (mark - index - begun.length > MOST_CHARACTERS) continue;
    kept += text.slice(from, index);
    from = mark + (begun.includes('(') && text[mark + 1] === ')' ? 2 : 1);
  }
  return kept + text.slice(from);
}

/** Servers there are that write null, or a list of nothing, where there is none. */
function hasPath(error: object): boolean {
  const { path } = error as { readonly path?: unknown };
  return Array.isArray(path) && path.length > 0;
}

/** What a server adds in development says the same once more. */
function withoutOne<Value>(value: Value): Value {
  if (typeof value === 'string') return cutSuggestions(value) as Value;
  if (Array.isArray(value)) return value.map(withoutOne) as Value;
  if (!isRecord(value) || isExactNumber(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withoutOne(each)])) as Value;
}
