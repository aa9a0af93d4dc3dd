/**
 * Links that are mailed: which are alive, what following one does, and the mails that hold them. Knows neither the pages they
 * open, which may be a frontend's, nor how accounts come to be.
 */
import type { AbuseRoom } from '../abuse/abuse.room.js';
import type { Config } from '../config/config.js';
import type { CredentialsRoom } from '../credentials/credentials.room.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import type { Ground } from '../house/ground.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { PagesRoom } from '../pages/pages.room.js';
import type { PasswordsRoom } from '../passwords/passwords.room.js';
import type { SessionsRoom } from '../sessions/sessions.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { createActionTokenModel, type LinkPurpose } from './action-token.model.js';
import { createCompleteEmailChange, createRequestEmailChange } from './change-email.js';
import { createFindLinkPage } from './find-link-page.js';
import { createLinkMailJobs } from './link-mails.js';
import { createLinkOrders } from './link-orders.js';
import { createLinkRequests } from './link-requests.js';
import { createLiveLinks, type LiveLinks } from './live-links.js';
import { createLookAtLink } from './look-at-link.js';
import { MailLinksResolver } from './mail-links.resolver.js';
import { createResetPassword } from './reset-password.js';
import { createUndoChange } from './undo-change.js';
import { createVerifyEmail } from './verify-email.js';

export interface MailLinksNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache'>;
  readonly sessions: Pick<SessionsRoom, 'showUserVersion' | 'undertakings'>;
  readonly credentials: Pick<CredentialsRoom, 'stepUp' | 'changeCredentials' | 'changeUndos'>;
  readonly passwords: Pick<PasswordsRoom, 'newPasswords' | 'policy'>;
  readonly mail: Pick<MailRoom, 'outbox' | 'notices'>;
  readonly pages: Pick<PagesRoom, 'brand'>;
  readonly abuse: Pick<AbuseRoom, 'attempts' | 'mailLimits' | 'checkLinkRequest'>;
}

export type MailLinksRoom = ReturnType<typeof createMailLinksRoom>;

export function createMailLinksRoom(needs: MailLinksNeeds) {
  const { ground, mail, abuse, passwords } = needs;
  const { config, publicUrl, secrets, inTransaction, events, catalogue, clock, randomness } = ground;
  const { users, userCache } = needs.users;
  const { showUserVersion, undertakings } = needs.sessions;
  const { stepUp, changeCredentials, changeUndos } = needs.credentials;
  const { outbox, notices } = mail;
  const { brand } = needs.pages;
  const { attempts, mailLimits } = abuse;
  const ttlMs = lifetimesOf(config);
  const { verifyEmailUrls, resetPasswordUrls, appUrls } = config;
  const hasPasswords = config.signInMethods.includes('password');
  const linkTokens = createOpaqueTokens<LinkPurpose>(secrets, 'mail-link');
  const links = createLiveLinks({ model: createActionTokenModel(ground.connection), linkTokens, clock });
  const findLinkPage = createFindLinkPage({ publicUrl, verifyEmailUrls, resetPasswordUrls, appUrls });
  const orders = createLinkOrders({ outbox, linkTokens, findLinkPage, randomness, events });
  const emailChange = {
    ...{ users, links, orders, notices, stepUp, changeCredentials, inTransaction, undertakings },
    ...{ mailLimits, events, clock },
    isUniform: config.uniformSignUp,
  };
  const completeEmailChange = createCompleteEmailChange(emailChange);
  const verifyEmail = createVerifyEmail({
    ...{ links, users, userCache, inTransaction, completeEmailChange, showUserVersion, events, clock },
  });
  const { newPasswords, policy } = passwords;
  const resetPassword = createResetPassword({
    ...{ users, links, newPasswords, policy, notices, changeCredentials, undertakings, catalogue, attempts },
    ...{ events, clock },
  });
  const undoChange = createUndoChange({
    ...{ changeUndos, changeCredentials, links, linkTokens, notices, events, clock, randomness },
    resetTtlMs: hasPasswords ? ttlMs['reset-password'] : undefined,
  });
  const requests = createLinkRequests(orders, abuse.checkLinkRequest);
  const requestChange = createRequestEmailChange(emailChange);
  return {
    orders,
    requests,
    verifyEmail,
    resetPassword,
    undoChange,
    lookAtLink: createLookAtLink({ links, users, undertakings }),
    contributes: {
      fieldMethods: { sendPasswordResetEmail: ['password'], resetPassword: ['password'] } as const,
      resolvers: [new MailLinksResolver(requests, verifyEmail, resetPassword, undoChange, requestChange)],
      inputRules: {
        resetPassword: (args: { readonly input?: unknown }) => resetPassword.problems(args.input as object),
      },
      mailJobs: createLinkMailJobs({
        ...{ users, links, undertakings, mailLimits, catalogue, brand, hasPasswords, appUrls, ttlMs },
      }),
      erasers: [(userId: string) => links.forgetUser(userId)],
      collectors: { mailLinks: (userId: string) => describeLinks(links, userId) },
    },
  };
}

function lifetimesOf({ verifyEmailTtlMs, resetPasswordTtlMs, invitationTtlMs }: Config) {
  return {
    'verify-email': verifyEmailTtlMs,
    'change-email': verifyEmailTtlMs,
    'reset-password': resetPasswordTtlMs,
    invitation: invitationTtlMs,
  };
}

async function describeLinks(links: LiveLinks, userId: string) {
  return (await links.ofUser(userId)).map(({ purpose, email, requestedAt, expiresAt, usedAt }) => ({
    ...{ purpose, email, requestedAt, expiresAt, usedAt },
  }));
}
