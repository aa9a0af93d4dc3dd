import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

export interface EmailVerifiedPageOptions {
  readonly email: string;
  /** The link was used before, and nothing has changed by using it once more. */
  readonly isAgain?: boolean;
}

export function emailVerifiedPage(
  frame: PageFrame,
  { email, isAgain = false }: EmailVerifiedPageOptions,
): Page {
  const { messages, brand } = frame;
  return layOutPage(frame, {
    title: messages.text('page.email-verified.title'),
    gate: 'up',
    content: html`<p class="lead">
      ${messages.text(`page.email-verified.${isAgain ? 'again' : 'text'}`, { email, brand: brand.name })}
    </p>`,
  });
}
