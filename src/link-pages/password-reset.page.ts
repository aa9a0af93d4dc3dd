import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

/** @param options.isAgain the link was used before: whoever has it may not be who used it. */
export function passwordResetPage(frame: PageFrame, options: { readonly isAgain?: boolean } = {}): Page {
  const { messages, brand, basePath } = frame;
  if (options.isAgain)
    return layOutPage(frame, {
      title: messages.text('page.password-reset.again-title'),
      gate: 'up',
      content: html`<p class="lead">${messages.text('page.password-reset.again', { brand: brand.name })}</p>
        <p><a href="${basePath}/reset-password">${messages.text('page.password-reset.ask-again')}</a></p>`,
    });
  return layOutPage(frame, {
    title: messages.text('page.password-reset.title'),
    gate: 'up',
    content: html`<p class="lead">${messages.text('page.password-reset.text', { brand: brand.name })}</p>`,
  });
}
