import { html } from '../../markup/html.js';
import type { Page } from '../../markup/page.js';
import { layOutPage, type PageFrame } from './page-frame.js';

export function passwordResetPage(frame: PageFrame): Page {
  const { messages, brand } = frame;
  return layOutPage(frame, {
    title: messages.text('page.password-reset.title'),
    gate: 'up',
    content: html`<p class="lead">${messages.text('page.password-reset.text', { brand: brand.name })}</p>`,
  });
}
