import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { type PageProblem, problemSummary, titleWith } from '../pages/form-fields.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import { addressForm, addressFormLabels, type RequestPurpose } from './address-form.js';

export interface DeadLinkPageOptions {
  /** Of the link that can be asked for in its place; undefined: none. */
  readonly purpose: RequestPurpose | undefined;
  readonly email?: string | undefined;
  readonly problems: readonly PageProblem[];
}

/** One page for unknown, used and expired links; it offers a new one for the address that is typed. */
export function deadLinkPage(frame: PageFrame, { purpose, email, problems }: DeadLinkPageOptions): Page {
  const { messages } = frame;
  const title = messages.text('page.dead-link.title');
  const button = messages.text('page.dead-link.button');
  return layOutPage(frame, {
    title,
    documentTitle: titleWith(problems, title, messages),
    gate: 'down',
    alert: problemSummary(problems, addressFormLabels(frame), messages),
    hasCaptcha: purpose !== undefined,
    content: html`<p class="lead">${messages.text('page.dead-link.text')}</p>
      ${
        purpose &&
        html`<p>${messages.text(`page.dead-link.${purpose}`)}</p>
          ${addressForm(frame, { purpose, email, button, problems })}`
      }`,
  });
}
