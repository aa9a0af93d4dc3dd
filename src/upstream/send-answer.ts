/** An answer that was made here, or completed: JSON in the form of GraphQL over HTTP. */
import { AppError, type ErrorCode, errorCatalogue } from '../foundation/errors.js';
import { answerType, type HeadLines, writeGraphQLHead } from '../http/graphql-answer.js';
import type { HotExchange } from '../http/hot-route.js';
import { refusalHeaders } from '../http/refusal-headers.js';
import { type CallersPace, passWhole, toSend } from './caller-pace.js';
import type { Plan } from './engine/plan.js';
import type { UpstreamAnswer } from './engine/upstream-answer.js';
import type { JudgedCaller } from './judge-caller.js';
import type { JudgedOperation } from './judge-operation.js';
import type { OperationRequest } from './read-operation.js';

/** One request, as far as it is understood. */
export interface JudgedRequest {
  readonly exchange: HotExchange;
  readonly head: HeadLines;
  readonly operation: OperationRequest;
  readonly caller: JudgedCaller;
  readonly plan: Plan;
  readonly begun: JudgedOperation;
}

interface WriteOptions {
  /** With which the upstream answered, where it did. */
  readonly status?: number;
  /** Its Content-Type. */
  readonly type?: string;
  readonly write?: (answer: UpstreamAnswer) => string;
}

/** Resolves once it is handed over. @throws where the caller does not take it, and is cut off. */
export type SendWritten = (pace: CallersPace) => Promise<void>;

/** Writes the head, and has nothing but the written body wait to be sent. */
export function writeAnswer(
  { exchange, head, caller }: Pick<JudgedRequest, 'exchange' | 'head' | 'caller'>,
  answer: UpstreamAnswer,
  { status = 200, type, write = JSON.stringify }: WriteOptions = {},
): SendWritten {
  const { response } = exchange;
  const codes = new Set(answer.errors?.map(codeOf).filter(isOurs));
  for (const code of codes) exchange.noteRefusal(code);
  const { judged } = caller;
  const challenge =
    !judged.signedIn && codes.has(judged.because) ? refusalHeaders(new AppError(judged.because)) : [];
  const contentType = type ?? `${answerType(exchange.request.headers.accept)}; charset=utf-8`;
  const body = toSend(write(answer));
  const headers = [['content-type', contentType], ...challenge] as const;
  writeGraphQLHead(response, head, { status, headers, length: Buffer.byteLength(body) });
  return (pace) => passWhole(body, response, pace);
}

/** Of an operation that is refused whole. */
export function statusOf(code: string | undefined): number {
  return isOurs(code) ? errorCatalogue[code].status : 400;
}

function codeOf(error: object): unknown {
  const { extensions } = error as { readonly extensions?: { readonly code?: unknown } };
  return extensions?.code;
}

function isOurs(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(errorCatalogue, code);
}
