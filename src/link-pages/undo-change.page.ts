import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

export interface UndoChangePageOptions {
  readonly token: string;
  /** Whether anybody has a password here: then a new one is chosen on the page that follows. */
  readonly hasPasswords: boolean;
}

/** Opening it changes nothing, because mail scanners open links: only the button does. */
export function undoChangePage(frame: PageFrame, { token, hasPasswords }: UndoChangePageOptions): Page {
  const { messages, brand, basePath } = frame;
  return layOutPage(frame, {
    title: messages.text('page.undo-change.title'),
    gate: 'down',
    content: html`<p class="lead">${messages.text('page.undo-change.text', { brand: brand.name })}</p>
      ${hasPasswords && html`<p>${messages.text('page.undo-change.password')}</p>`}
      <form method="post" action="${basePath}/not-me">
        <input type="hidden" name="token" value="${token}" />
        <button type="submit">${messages.text('page.undo-change.button')}</button>
      </form>
      <p class="aside">${messages.text('page.undo-change.note')}</p>`,
  });
}
