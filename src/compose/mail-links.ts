/** Links that are mailed: verification, reset, change of address. */
import type { Attempts } from '../abuse/attempts.js';
import type { MailLimits } from '../abuse/mail-limits.js';
import type { Config } from '../config/config.js';
import type { InTransaction } from '../database/transaction.js';
import type { Events } from '../foundation/events.js';
import { createOpaqueTokens } from '../foundation/opaque-token.js';
import type { Secrets } from '../foundation/secrets.js';
import type { InputRules } from '../graphql/input-problems.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import type { LinkPurpose } from '../mail-links/action-token.model.js';
import { createCompleteEmailChange, createRequestEmailChange } from '../mail-links/change-email.js';
import { createLinkMailJobs } from '../mail-links/link-mails.js';
import { createLinkOrders } from '../mail-links/link-orders.js';
import { createFindLinkPage } from '../mail-links/link-pages.js';
import { type CheckCaptcha, createLinkRequests } from '../mail-links/link-requests.js';
import { createLiveLinks } from '../mail-links/live-links.js';
import { createLookAtLink } from '../mail-links/look-at-link.js';
import { MailLinksResolver } from '../mail-links/mail-links.resolver.js';
import { createResetPassword } from '../mail-links/reset-password.js';
import { createUndoChange } from '../mail-links/undo-change.js';
import { createVerifyEmail } from '../mail-links/verify-email.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { PasswordHasher } from '../passwords/password-hasher.js';
import type { PasswordPolicy } from '../passwords/password-policy.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { CredentialRoom } from './credentials.js';
import type { Models } from './models.js';
import type { Parts } from './parts.js';
import type { SessionRoom } from './sessions.js';

export interface MailLinkParts {
  readonly models: Pick<Models, 'actionTokens'>;
  readonly inTransaction: InTransaction;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly sessionRoom: SessionRoom;
  readonly credentials: CredentialRoom;
  readonly hasher: PasswordHasher;
  readonly policy: PasswordPolicy;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly brand: Brand;
  readonly catalogue: MessageCatalogue;
  readonly attempts: Attempts;
  readonly mailLimits: MailLimits;
  readonly checkCaptcha: CheckCaptcha;
  readonly publicUrl: string;
}

export type LinkRoom = ReturnType<typeof openMailLinks>;

export function openMailLinks(config: Config, own: Parts, parts: MailLinkParts) {
  const { clock, randomness } = own;
  const { brand, catalogue, credentials, checkCaptcha } = parts;
  const { actionTokens: model } = parts.models;
  const linkTokens = createOpaqueTokens<LinkPurpose>(parts.secrets, 'mail-link');
  const links = createLiveLinks({ model, linkTokens, clock });
  const findLinkPage = createFindLinkPage({ ...config, publicUrl: parts.publicUrl });
  const orders = createLinkOrders({ ...parts, linkTokens, findLinkPage, randomness });
  const shared = { ...parts, ...credentials, ...parts.sessionRoom, links, orders, clock };
  const emailChange = { ...shared, isUniform: config.uniformSignUp };
  const completeEmailChange = createCompleteEmailChange(emailChange);
  const verifyEmail = createVerifyEmail({ ...shared, completeEmailChange });
  const resetPassword = createResetPassword(shared);
  const undoChange = createUndoChange({
    ...shared,
    linkTokens,
    resetTtlMs: config.resetPasswordTtlMs,
    randomness,
  });
  const requests = createLinkRequests(orders, checkCaptcha);
  const requestChange = createRequestEmailChange(emailChange);
  const ttlMs = {
    'verify-email': config.verifyEmailTtlMs,
    'change-email': config.verifyEmailTtlMs,
    'reset-password': config.resetPasswordTtlMs,
    invitation: config.invitationTtlMs,
  };
  const inputRules: InputRules = {
    resetPassword: (args) => resetPassword.problems(args['input'] as object),
    changePassword: (args) => credentials.changePassword.problems(args['input'] as object),
  };
  return {
    links,
    orders,
    requests,
    verifyEmail,
    resetPassword,
    undoChange,
    lookAtLink: createLookAtLink(shared),
    jobs: createLinkMailJobs({ ...shared, catalogue, brand, ttlMs }),
    resolver: new MailLinksResolver(requests, verifyEmail, resetPassword, undoChange, requestChange),
    inputRules,
  };
}
