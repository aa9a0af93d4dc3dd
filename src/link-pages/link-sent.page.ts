import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import type { RequestPurpose } from './address-form.js';

/** The same for every address, known or not: it must not tell who has an account (ASVS 6.3.8). */
export function linkSentPage(frame: PageFrame, { purpose }: { readonly purpose: RequestPurpose }): Page {
  const { messages } = frame;
  return layOutPage(frame, {
    title: messages.text('page.link-sent.title'),
    gate: 'half',
    content: html`<p class="lead">${messages.text(`page.link-sent.${purpose}`)}</p>
      <p class="aside">${messages.text('page.link-sent.hint')}</p>`,
  });
}
