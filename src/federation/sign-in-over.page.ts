import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

/** For who comes back from a provider a second time, too late, or in another browser: nothing here can go on. */
export function signInOverPage(frame: PageFrame): Page {
  const { messages, brand } = frame;
  return layOutPage(frame, {
    title: messages.text('page.sign-in-over.title'),
    gate: 'down',
    content: html`<p class="lead">${messages.text('page.sign-in-over.text', { brand: brand.name })}</p>`,
  });
}
