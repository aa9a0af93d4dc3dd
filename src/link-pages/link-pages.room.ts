/** The pages that mailed links open. Knows what following a link does by the use cases of mail-links, and no account. */
import type { Ground } from '../house/ground.js';
import type { MailLinksRoom } from '../mail-links/mail-links.room.js';
import type { PagesRoom } from '../pages/pages.room.js';
import { createLinkPagesRoute } from './link-pages.route.js';

export interface LinkPagesNeeds {
  readonly ground: Ground;
  readonly pages: Pick<PagesRoom, 'frame'>;
  readonly mailLinks: Pick<
    MailLinksRoom,
    'requests' | 'verifyEmail' | 'resetPassword' | 'undoChange' | 'lookAtLink'
  >;
}

export function createLinkPagesRoom({ ground, pages, mailLinks }: LinkPagesNeeds) {
  const { passwordMinLength, signInMethods } = ground.config;
  const hasPasswords = signInMethods.includes('password');
  const { requests, verifyEmail, resetPassword, undoChange, lookAtLink } = mailLinks;
  const links = { requests, verifyEmail, resetPassword, undoChange, lookAtLink };
  return {
    contributes: {
      routes: [createLinkPagesRoute({ ...pages.frame, ...links, passwordMinLength, hasPasswords })],
    },
  };
}
