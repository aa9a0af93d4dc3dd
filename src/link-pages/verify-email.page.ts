import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

/** Opening it changes nothing, because mail scanners open links: only the button does. */
export function verifyEmailPage(frame: PageFrame, { token }: { readonly token: string }): Page {
  const { messages, brand, basePath, app } = frame;
  return layOutPage(frame, {
    title: messages.text('page.verify-email.title'),
    gate: 'down',
    content: html`<p class="lead">${messages.text('page.verify-email.text', { brand: brand.name })}</p>
      <form method="post" action="${basePath}/verify-email${app?.query}">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${messages.text('page.verify-email.button')}</button>
      </form>
      <p class="aside">${messages.text('page.verify-email.note')}</p>`,
  });
}
