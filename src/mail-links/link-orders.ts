/**
 * Orders for link mails. Whether anybody has an address is not looked up here but by the worker that takes the
 * order (link-mails.ts), so that a known address costs the same work and gets the same answer as an unknown one.
 */
import type { Transaction } from '../database/transaction.js';
import { refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { OpaqueTokens } from '../foundation/opaque-token.js';
import type { Randomness } from '../foundation/randomness.js';
import type { Outbox } from '../mail/outbox.js';
import type { MessageCatalogue } from '../messages/messages.js';
import { parseEmailAddress } from '../users/email-address.js';
import { brokenRule } from '../users/input-rules.js';
import type { UserDocument } from '../users/user.model.js';
import type { LinkPurpose } from './action-token.model.js';
import type { FindLinkPage, LinkPage } from './link-pages.js';

/** What every link mail is ordered with. */
export interface LinkOrder {
  readonly emailCanonical: string;
  readonly token: string;
  /** Where the link leads, without the token. */
  readonly page: string;
  readonly language: string;
}

/** What the mail for a change of address needs beside that. */
export interface ChangeEmailOrder extends LinkOrder {
  readonly email: string;
  readonly userId: string;
  readonly credentialVersion: number;
  readonly sessionId: string;
}

export interface LinkOrders {
  /** For an account that is being made, in the transaction that makes it. */
  orderVerification(emailCanonical: string, origin: RequestOrigin, transaction?: Transaction): Promise<void>;
  /** The same for an account that somebody else makes: its owner chooses the password. */
  orderInvitation(emailCanonical: string, origin: RequestOrigin, transaction: Transaction): Promise<void>;
  /**
   * @param actorId of an admin who asks on behalf.
   * @throws AppError BAD_USER_INPUT. Past MAIL_LIMIT nothing happens, and the answer is the same.
   */
  requestLink(page: LinkPage, email: string, origin: RequestOrigin, actorId?: string): Promise<void>;
  orderEmailChange(
    user: UserDocument,
    change: Pick<ChangeEmailOrder, 'email' | 'emailCanonical' | 'sessionId'>,
    origin: RequestOrigin,
    transaction: Transaction,
  ): Promise<void>;
}

export interface LinkOrdersOptions {
  readonly outbox: Outbox;
  readonly linkTokens: OpaqueTokens<LinkPurpose>;
  readonly findLinkPage: FindLinkPage;
  readonly catalogue: MessageCatalogue;
  /** Counts a mail to an address. @returns false past MAIL_LIMIT. */
  readonly takeMail: (emailCanonical: string) => Promise<boolean>;
  readonly randomness: Randomness;
  readonly events: Events;
}

export function createLinkOrders(options: LinkOrdersOptions): LinkOrders {
  const { outbox, linkTokens, findLinkPage, catalogue, takeMail, randomness, events } = options;
  const newOrder = (page: LinkPage, emailCanonical: string, origin: RequestOrigin): LinkOrder => ({
    emailCanonical,
    token: linkTokens.make(randomness),
    page: findLinkPage(page, origin.webOrigin),
    language: catalogue.forAcceptLanguage(origin.acceptLanguage).language,
  });

  return {
    orderVerification: (emailCanonical, origin, transaction) =>
      outbox.write('verify-email', newOrder('verify-email', emailCanonical, origin), transaction),
    orderInvitation: (emailCanonical, origin, transaction) =>
      outbox.write('invitation', newOrder('reset-password', emailCanonical, origin), transaction),
    async requestLink(page, email, origin, actorId) {
      const address = parseEmailAddress(email);
      if (address === undefined) {
        refuseProblems([brokenRule('email')]);
        return;
      }
      const actor = actorId === undefined ? {} : { actorId };
      events.raise('mail-link.requested', { purpose: page, ...actor }, origin);
      if (!(await takeMail(address.emailCanonical))) return;
      await outbox.write(page, newOrder(page, address.emailCanonical, origin));
      outbox.wake();
    },
    async orderEmailChange(user, change, origin, transaction) {
      const order: ChangeEmailOrder = {
        ...newOrder('verify-email', change.emailCanonical, origin),
        ...change,
        userId: user._id.toHexString(),
        credentialVersion: user.credentialVersion,
      };
      await outbox.write('change-email', order, transaction);
    },
  };
}
