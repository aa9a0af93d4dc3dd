import { html, type Html } from '../markup/html.js';
import type { Page } from '../markup/page.js';
import { layOutPage, type PageFrame } from '../pages/page-frame.js';
import { addressForm } from './address-form.js';
import { passwordForm } from './password-form.js';

export interface ChangeUndonePageOptions {
  /** Of the link by which a password is chosen at once; undefined for who comes a second time: they ask for one by mail. */
  readonly resetToken: string | undefined;
  /** Whether anybody has a password here; where not, there is nothing left to do. */
  readonly hasPasswords: boolean;
  /** PASSWORD_MIN_LENGTH, for the hint. */
  readonly minLength: number;
}

export function changeUndonePage(frame: PageFrame, options: ChangeUndonePageOptions): Page {
  const { messages, brand } = frame;
  const { resetToken, hasPasswords } = options;
  return layOutPage(frame, {
    title: messages.text('page.change-undone.title'),
    gate: hasPasswords ? 'half' : 'up',
    hasCaptcha: hasPasswords && resetToken === undefined,
    hasPassword: hasPasswords && resetToken !== undefined,
    content: html`<p class="lead">${messages.text('page.change-undone.text', { brand: brand.name })}</p>
      ${hasPasswords && nextStep(frame, options)}`,
  });
}

function nextStep(frame: PageFrame, { resetToken, minLength }: ChangeUndonePageOptions): Html {
  const { messages } = frame;
  if (resetToken === undefined) {
    const button = messages.text('page.request-link.button');
    return html`<p>${messages.text('page.change-undone.by-mail')}</p>
      ${addressForm(frame, { purpose: 'reset-password', button, problems: [] })}`;
  }
  return html`<p>${messages.text('page.change-undone.choose')}</p>
    ${passwordForm(frame, { token: resetToken, problems: [], minLength })}`;
}
