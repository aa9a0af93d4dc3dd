import { html, type Html } from '../markup/html.js';
import type { Messages } from '../messages/messages.js';
import { formField, type PageProblem, problemOf } from '../pages/form-fields.js';
import type { PageFrame } from '../pages/page-frame.js';

export interface PasswordFormOptions {
  readonly token: string;
  readonly problems: readonly PageProblem[];
  /** Told as a hint where it is given. */
  readonly minLength?: number | undefined;
}

export function passwordForm(
  { messages, basePath, app }: PageFrame,
  { token, problems, minLength }: PasswordFormOptions,
): Html {
  const min = minLength === undefined ? undefined : String(minLength);
  const attributes = html`type="password" autocomplete="new-password" autocapitalize="none" spellcheck="false"
  ${min !== undefined && html`minlength="${min}"`} required`;
  const password = formField({
    name: 'password',
    label: messages.text('field.password'),
    hint: min && messages.text('field.password-hint', { min }),
    problem: problemOf(problems, 'password'),
    attributes,
  });
  const passwordConfirm = formField({
    name: 'passwordConfirm',
    label: messages.text('field.password-confirm'),
    problem: problemOf(problems, 'passwordConfirm'),
    attributes,
  });
  return html`<form
    method="post"
    action="${basePath}/reset-password${app?.query}"
    novalidate
    data-show="${messages.text('field.show-password')}"
    data-hide="${messages.text('field.hide-password')}"
  >
    <input type="hidden" name="token" value="${token}" />
    ${password}${passwordConfirm}
    <button type="submit">${messages.text('page.reset-password.button')}</button>
  </form>`;
}

export function passwordFormLabels(messages: Messages): Readonly<Record<string, string>> {
  return {
    password: messages.text('field.password'),
    passwordConfirm: messages.text('field.password-confirm'),
  };
}
