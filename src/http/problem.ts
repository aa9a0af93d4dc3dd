import type { ServerResponse } from 'node:http';

import { AppError, type ErrorCode } from '../foundation/errors.js';

declare module 'node:http' {
  interface ServerResponse {
    /** What it refuses with, for the log's line of the request. */
    refusalCodes?: ReadonlySet<ErrorCode>;
  }
}

/** For refusals by a page or in a GraphQL answer, so that the log line names their code; `sendProblem` does so itself. */
export function noteRefusal(response: ServerResponse, code: ErrorCode): void {
  response.refusalCodes = new Set([...(response.refusalCodes ?? []), code]);
}

/** A refusal outside GraphQL, as application/problem+json (RFC 9457). */
export function sendProblem(response: ServerResponse, refusal: AppError): void {
  const { code, status, message, details } = refusal;
  noteRefusal(response, code);
  const body = JSON.stringify({ type: 'about:blank', title: message, status, code, ...details });
  if (details.retryAfter !== undefined) response.setHeader('retry-after', String(details.retryAfter));
  response.setHeader('cache-control', 'no-store');
  response.writeHead(status, {
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** For what HTTP refuses and no rule of the domain: unreadable bodies, unknown paths and methods. The message is public. */
export function badRequest(
  status: 400 | 404 | 405 | 413 | 415 | 431,
  message: string,
  cause?: unknown,
): AppError {
  return new AppError('BAD_REQUEST', { status, message, cause });
}

/** @param allow as in the header. */
export function sendMethodNotAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  sendProblem(response, badRequest(405, 'This method is not taken here.'));
}
