import type { ErrorCode } from '../foundation/errors.js';

/**
 * How a request came out: `refused` is the caller's matter, `failed` ours (INTERNAL_SERVER_ERROR, UNAVAILABLE, or a status from
 * 500 on), `abandoned` by a caller who did not wait for the answer.
 */
export type Outcome = (typeof outcomes)[number];
/** For series that begin at nought. */
export const outcomes = ['ok', 'refused', 'failed', 'abandoned'] as const;

/** A request and its answer, in few words: nothing here was written by the caller, so that each has a bounded number of values. */
export interface AnsweredRequest {
  /** As OpenAPI has it (`/federation/{provider}/start`), or `other`. */
  readonly route: string;
  /** GET, HEAD, POST and their like, or `OTHER`. */
  readonly method: string;
  /** The root field asked for; `several`, or `unknown` where the document was not taken. Undefined outside GraphQL. */
  readonly operation: string | undefined;
  /** 499 where it was abandoned. */
  readonly status: number;
  readonly outcome: Outcome;
  /** What it was refused with; empty where it was not. */
  readonly codes: readonly ErrorCode[];
  readonly seconds: number;
}

/** Told once the answer is out. Must not throw, nor take long. */
export type AnswerListener = (answered: AnsweredRequest) => void;
