import { html } from '../../markup/html.js';
import type { Page } from '../../markup/page.js';
import { layOutPage, type PageFrame } from './page-frame.js';

export function emailVerifiedPage(frame: PageFrame, { email }: { readonly email: string }): Page {
  const { messages, brand } = frame;
  return layOutPage(frame, {
    title: messages.text('page.email-verified.title'),
    gate: 'up',
    content: html`<p class="lead">
      ${messages.text('page.email-verified.text', { email, brand: brand.name })}
    </p>`,
  });
}
