/** The pages that stand behind a link, by what became of it. */
import type { LinkPage } from '../mail-links/find-link-page.js';
import type { LinkState } from '../mail-links/look-at-link.js';
import type { Page } from '../markup/page.js';
import type { PageFrame } from '../pages/page-frame.js';
import { deadLinkPage } from './dead-link.page.js';
import { emailVerifiedPage } from './email-verified.page.js';
import { passwordResetPage } from './password-reset.page.js';
import { resetPasswordPage } from './reset-password.page.js';
import { verifyEmailPage } from './verify-email.page.js';

export interface OpenedLink {
  readonly purpose: LinkPage;
  readonly token: string;
  /** PASSWORD_MIN_LENGTH. */
  readonly minLength: number;
}

/** Shows no button that cannot work. */
export function openedPage(frame: PageFrame, link: LinkState, { purpose, ...form }: OpenedLink): Page {
  if (link.kind === 'done') return donePage(frame, purpose, link.email);
  const isDead = link.kind === 'dead';
  if (purpose === 'reset-password') return resetPasswordPage(frame, { ...form, isDead, problems: [] });
  return isDead ? deadLinkPage(frame, { purpose, problems: [] }) : verifyEmailPage(frame, form);
}

/**
 * For a second press, and a form that was sent twice: it is done, by this very link. An address is confirmed however often
 * that is said; a password that is typed once more is not set, which programs tell by the status.
 */
export const doneStatus: Readonly<Record<LinkPage, number>> = { 'verify-email': 200, 'reset-password': 400 };

export function donePage(frame: PageFrame, purpose: LinkPage, email: string): Page {
  return purpose === 'verify-email'
    ? emailVerifiedPage(frame, { email, isAgain: true })
    : passwordResetPage(frame, { isAgain: true });
}
