import { html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import { addressForm } from './address-form.js';
import { passwordForm } from './password-form.js';

export interface ChangeUndonePageOptions {
  /** Of the link by which a password is chosen at once; undefined for who comes a second time: they ask for one by mail. */
  readonly resetToken: string | undefined;
  /** PASSWORD_MIN_LENGTH, for the hint. */
  readonly minLength: number;
}

export function changeUndonePage(frame: PageFrame, { resetToken, minLength }: ChangeUndonePageOptions): Page {
  const { messages, brand } = frame;
  const next =
    resetToken === undefined
      ? addressForm(frame, {
          purpose: 'reset-password',
          button: messages.text('page.request-link.button'),
          problems: [],
        })
      : passwordForm(frame, { token: resetToken, problems: [], minLength });
  const key = resetToken === undefined ? 'page.change-undone.by-mail' : 'page.change-undone.choose';
  return layOutPage(frame, {
    title: messages.text('page.change-undone.title'),
    gate: 'half',
    hasCaptcha: resetToken === undefined,
    hasPassword: resetToken !== undefined,
    content: html`<p class="lead">${messages.text('page.change-undone.text', { brand: brand.name })}</p>
      <p>${messages.text(key)}</p>
      ${next}`,
  });
}
