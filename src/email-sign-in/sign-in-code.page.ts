import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';

export interface SignInCodePageOptions {
  /** In groups. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** For who opens a link where it was not asked for. It has no button: opening it changes nothing, nor does anything in it. */
export function signInCodePage(frame: PageFrame, { code, expiresAt }: SignInCodePageOptions): Page {
  const { messages, brand } = frame;
  return layOutPage(frame, {
    title: messages.text('page.sign-in-link.title'),
    gate: 'down',
    content: html`<p class="code">${code}</p>
      <p class="lead">${messages.text('page.sign-in-link.text', { brand: brand.name })}</p>
      <p>${messages.text('page.sign-in-link.expiry', { moment: messages.moment(expiresAt) })}</p>
      <p class="aside">${messages.text('page.sign-in-link.note')}</p>`,
  });
}

/** One page for unknown, used and expired links. */
export function deadSignInLinkPage(frame: PageFrame): Page {
  const { messages } = frame;
  return layOutPage(frame, {
    title: messages.text('page.dead-link.title'),
    gate: 'down',
    content: html`<p class="lead">${messages.text('page.sign-in-link.dead')}</p>`,
  });
}
