import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { type PageProblem, problemSummary, titleWith } from '../pages/form-fields.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import { addressForm, addressFormLabels, type RequestPurpose } from './address-form.js';

export interface RequestLinkPageOptions {
  readonly purpose: RequestPurpose;
  readonly email?: string | undefined;
  readonly problems: readonly PageProblem[];
}

/** For who comes without a link, as from the button of a security notice. */
export function requestLinkPage(
  frame: PageFrame,
  { purpose, email, problems }: RequestLinkPageOptions,
): Page {
  const { messages } = frame;
  const title = messages.text(`page.request-link.${purpose}.title`);
  const button = messages.text('page.request-link.button');
  return layOutPage(frame, {
    title,
    documentTitle: titleWith(problems, title, messages),
    gate: 'down',
    alert: problemSummary(problems, addressFormLabels(frame), messages),
    hasCaptcha: true,
    content: html`<p class="lead">${messages.text(`page.request-link.${purpose}.text`)}</p>
      ${addressForm(frame, { purpose, email, button, problems })}`,
  });
}
