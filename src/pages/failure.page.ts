import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from './page-frame.js';

/** What is told of a failure: never its cause, which the log has. */
export interface FailurePageOptions {
  /** A sentence in the page's language; absent: that there is too much to do. */
  readonly message?: string;
  readonly retryAfterSeconds?: number | undefined;
}

/** For what trying again mends: too much to do, too many attempts. */
export function failurePage(frame: PageFrame, options: FailurePageOptions): Page {
  const { messages } = frame;
  const { message = messages.text('problem.busy'), retryAfterSeconds } = options;
  const retry =
    retryAfterSeconds !== undefined &&
    messages.text('page.failure.retry', { duration: messages.duration(readableMs(retryAfterSeconds)) });
  return layOutPage(frame, {
    title: messages.text('page.failure.title'),
    gate: 'down',
    content: html`<p class="lead" role="alert">${message} ${retry}</p>`,
  });
}

/** Nobody waits 437 seconds, but 8 minutes. */
function readableMs(seconds: number): number {
  const unit = seconds > 60 ? 60 : 1;
  return Math.max(1, Math.ceil(seconds / unit)) * unit * 1_000;
}
