/** Refusals of these forms as pages, in the language of whoever reads them. */
import type { AppError, ErrorCode, FieldProblem } from '../foundation/errors.js';
import type { LinkPage } from '../mail-links/find-link-page.js';
import type { Page } from '../markup/page.js';
import type { MessageKey, Messages } from '../messages/messages.js';
import { failurePage, type FailurePageOptions } from '../pages/failure.page.js';
import type { PageProblem } from '../pages/form-fields.js';
import type { PageFrame } from '../pages/page-frame.js';
import { LONGEST_PASSWORD } from '../passwords/password-policy.js';
import { deadLinkPage } from './dead-link.page.js';
import { requestLinkPage } from './request-link.page.js';
import { resetPasswordPage } from './reset-password.page.js';

/** What was typed into the form that was refused. */
export interface TypedForm {
  readonly purpose: LinkPage;
  /** Undefined where the form was the one for an address. */
  readonly token: string | undefined;
  readonly email: string | undefined;
  readonly minLength: number;
  /** Whether anybody has a password here. */
  readonly hasPasswords: boolean;
}

export function refusalPage(frame: PageFrame, refusal: AppError, typed: TypedForm): Page {
  const { purpose, token, email, minLength } = typed;
  if (refusal.code === 'LINK_INVALID') {
    const hasNext = purpose === 'verify-email' || typed.hasPasswords;
    return deadLinkPage(frame, { purpose: hasNext ? purpose : undefined, problems: [] });
  }
  const problems = translateProblems(refusal, frame.messages, minLength);
  if (problems.length === 0) return failurePage(frame, failureOf(refusal, frame.messages));
  if (token === undefined) return requestLinkPage(frame, { purpose, email, problems });
  // The form that verifies an address has no field to fill in: what is wrong with it is its link.
  if (purpose === 'verify-email') return deadLinkPage(frame, { purpose, problems: [] });
  return resetPasswordPage(frame, { token, isDead: false, minLength, problems });
}

const captchaProblems: Partial<Record<ErrorCode, MessageKey>> = {
  CAPTCHA_REQUIRED: 'problem.captcha-required',
  CAPTCHA_INVALID: 'problem.captcha-invalid',
};

function translateProblems(
  { code, details }: AppError,
  messages: Messages,
  minLength: number,
): PageProblem[] {
  const captcha = captchaProblems[code];
  if (captcha !== undefined) return [{ path: 'captchaToken', message: messages.text(captcha) }];
  const values = { min: String(minLength), max: String(LONGEST_PASSWORD) };
  return (details.fields ?? []).map((problem) => ({
    path: problem.path,
    message: messages.text(problemKey(problem), values),
  }));
}

/** Rules of fields that these forms do not have are told as what they come to here: a field that is not filled in. */
function problemKey({ rule }: FieldProblem): MessageKey {
  const told = ['mismatch', 'too-short', 'too-long', 'too-common', 'resembles-owner', 'email'] as const;
  const known = told.find((candidate) => candidate === rule);
  return known === undefined ? 'problem.required' : `problem.${known}`;
}

/** For whoever can only try again. */
function failureOf({ code, details }: AppError, messages: Messages): FailurePageOptions {
  const { retryAfter: retryAfterSeconds } = details;
  if (code !== 'EMAIL_TAKEN') return { retryAfterSeconds };
  return { message: messages.text('problem.email-taken'), retryAfterSeconds };
}
