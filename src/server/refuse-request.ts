/** Refusals outside GraphQL: a page for a person who came with a browser, problem+json for everybody else. */
import type { Request, Response } from 'express';

import type { AppError } from '../foundation/errors.js';
import { noteRefusal, sendProblem } from '../http/problem.js';
import { answerPage, frameOf, type FrameOptions } from '../pages/answer-page.js';
import { failurePage } from '../pages/failure.page.js';
import { notFoundPage } from '../pages/not-found.page.js';

export type RefuseRequest = (request: Request, response: Response, refusal: AppError) => void;

export function createRefuseRequest(options: FrameOptions): RefuseRequest {
  return (request, response, refusal) => {
    if (!isBrowser(request)) {
      sendProblem(response, refusal);
      return;
    }
    const frame = frameOf(options, request);
    const { status, code, details } = refusal;
    noteRefusal(response, code);
    if (details.retryAfter !== undefined) response.set('retry-after', String(details.retryAfter));
    const page =
      status < 500 ? notFoundPage(frame) : failurePage(frame, { retryAfterSeconds: details.retryAfter });
    answerPage(response, frame, page, status);
  };
}

/** It names HTML, before whatever else it takes; a program that takes anything gets what it can read. */
function isBrowser(request: Request): boolean {
  return request.accepts(['application/problem+json', 'application/json', 'text/html']) === 'text/html';
}
