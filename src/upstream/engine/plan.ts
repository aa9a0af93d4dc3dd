import type { Variables } from '../../graphql/document-limits.js';
import type { UpstreamAnswer } from './upstream-answer.js';

/** What an operation comes to for one caller: what is asked of the upstream, and what is made of its answer. */
export interface Plan {
  readonly operation: 'query' | 'mutation' | 'subscription';
  /** Undefined: nothing is left to ask, and `complete(undefined, variables)` is the answer. */
  readonly forward: Forward | undefined;
  /** Nothing was taken out and nothing is added: the upstream's answer is the caller's, byte by byte. */
  readonly passThrough: boolean;
  /**
   * The caller's answer: refused fields as null with their errors, nulls handed upwards as graphql-js does, keys in the order of the
   * caller's document. Of the upstream's errors all but `locations` is kept, which are those of another document.
   * @param answer the upstream's, parsed; for a subscription that of one event.
   * @param variables all that the caller sent.
   * @throws MisfitAnswer
   */
  readonly complete: (answer: UpstreamAnswer | undefined, variables: Variables) => UpstreamAnswer;
}

export interface Forward {
  /** Canonical: the same for all documents that differ in blanks and comments alone. Answered whole: without `@defer` and `@stream`. */
  readonly query: string;
  readonly operationName: string | undefined;
  /** Of the caller's variables those to send on: the others are used by what was taken out. */
  readonly pickVariables: (variables: Variables) => Variables;
  /** Whether some of them are values that were written in the document, where long numbers are kept as they are. */
  readonly picksLiterals: boolean;
  /** Of the caller's variables those of which the gateway has made others. */
  readonly moved: ReadonlySet<string>;
  /** The same with its `@defer` and `@stream`, where it has any, for a caller who takes an answer in parts. */
  readonly inParts?: Forward;
}

/** A whole operation that is refused: nothing is asked of the upstream. */
interface RefusedOperation {
  readonly kind: 'refused';
  /** As they are sent: `{ errors }` is the whole body. */
  readonly errors: readonly AnswerError[];
}

interface PlannedOperation {
  readonly kind: 'planned';
  readonly plan: Plan;
}

export type PreparedOperation = RefusedOperation | PlannedOperation;

/** An error of the gateway, in the form of GraphQL's own. */
export interface AnswerError {
  readonly message: string;
  /** In the caller's document. */
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>;
}
