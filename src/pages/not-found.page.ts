import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from './page-frame.js';

/** For a person who followed an address that leads nowhere; it says nothing of the address itself. */
export function notFoundPage(frame: PageFrame): Page {
  const { messages } = frame;
  return layOutPage(frame, {
    title: messages.text('page.not-found.title'),
    gate: 'half',
    content: html`<p class="lead">${messages.text('page.not-found.text')}</p>
      <p>${messages.text('page.not-found.mail')}</p>`,
  });
}
