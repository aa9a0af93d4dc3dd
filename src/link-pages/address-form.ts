import { html, type Html } from '../markup/html.js';
import { CAPTCHA_PATH, captchaWidget } from '../pages/captcha-widget.js';
import { formField, type PageProblem, problemOf } from '../pages/form-fields.js';
import type { PageFrame } from '../pages/page-frame.js';

export type RequestPurpose = 'verify-email' | 'reset-password';

export interface AddressFormOptions {
  readonly purpose: RequestPurpose;
  /** What was typed before. */
  readonly email?: string | undefined;
  readonly button: string;
  readonly problems: readonly PageProblem[];
}

const actions: Readonly<Record<RequestPurpose, string>> = {
  'verify-email': '/verify-email/resend',
  'reset-password': '/reset-password/request',
};

/** Asks for a link to the address that is typed; the one form that a captcha may stand in. */
export function addressForm(
  { messages, captcha, basePath, app }: PageFrame,
  options: AddressFormOptions,
): Html {
  const { purpose, email = '', button, problems } = options;
  const emailField = formField({
    name: 'email',
    label: messages.text('field.email'),
    problem: problemOf(problems, 'email'),
    attributes: html`type="email" value="${email}" autocomplete="email" autocapitalize="none"
    spellcheck="false" required`,
  });
  // Browsers would judge in their own words and language, and keep their verdict from the summary.
  return html`<form method="post" action="${basePath}${actions[purpose]}${app?.query}" novalidate>
    ${emailField}${captcha && captchaWidget(captcha, messages, problemOf(problems, CAPTCHA_PATH))}
    <button type="submit">${button}</button>
  </form>`;
}

/** Of the fields that problems can be about. */
export function addressFormLabels({ messages, captcha }: PageFrame): Readonly<Record<string, string>> {
  return {
    email: messages.text('field.email'),
    ...(captcha && { [CAPTCHA_PATH]: messages.text('page.captcha.label') }),
  };
}
