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
import { parseEmailAddress } from '../users/email-address.js';
import { brokenRule } from '../users/input-rules.js';
import type { UserDocument } from '../users/user.model.js';
import type { LinkPurpose } from './action-token.model.js';
import type { FindLinkPage, LinkPage } from './find-link-page.js';

/** What every link mail is ordered with. */
export interface LinkOrder {
  readonly emailCanonical: string;
  readonly token: string;
  /** Where the link leads, without the token. */
  readonly page: string;
  /** Id of the account that asks for itself, or of the admin who asks on behalf; absent: anybody. */
  readonly askedBy?: string;
  /** `first`: of a new account, sent in any case; `reminder`: unless a link that was sent still works. */
  readonly occasion?: 'first' | 'reminder';
}

/** What the mail for a change of address needs beside that. */
export interface ChangeEmailOrder extends LinkOrder {
  readonly email: string;
  readonly userId: string;
  readonly credentialVersion: number;
  readonly sessionId: string;
}

/** Those that take a transaction stand or fall with it; its caller wakes the outbox after the commit. */
export interface LinkOrders {
  /** For an account that is being made, in the transaction that makes it. */
  orderVerification(emailCanonical: string, origin: RequestOrigin, transaction?: Transaction): Promise<void>;
  /** For somebody who comes with right credentials and an address that is not verified: unless a link still works. */
  remindOfVerification(user: UserDocument, origin: RequestOrigin): Promise<void>;
  /** The same for an account that somebody else makes: its owner chooses the password. */
  orderInvitation(emailCanonical: string, origin: RequestOrigin, transaction: Transaction): Promise<void>;
  /**
   * @param by whoever is signed in and asks: for themselves, or as an admin on behalf.
   * @throws AppError BAD_USER_INPUT. Past MAIL_LIMIT nothing is sent, and the answer is the same.
   */
  requestLink(page: LinkPage, email: string, origin: RequestOrigin, by?: Requester): Promise<void>;
  orderEmailChange(
    user: UserDocument,
    change: Pick<ChangeEmailOrder, 'email' | 'emailCanonical' | 'sessionId'>,
    origin: RequestOrigin,
    transaction: Transaction,
  ): Promise<void>;
}

export interface Requester {
  readonly userId: string;
  readonly isOnBehalf: boolean;
}

export interface LinkOrdersOptions {
  readonly outbox: Outbox;
  readonly linkTokens: OpaqueTokens<LinkPurpose>;
  readonly findLinkPage: FindLinkPage;
  readonly randomness: Randomness;
  readonly events: Events;
}

export function createLinkOrders(options: LinkOrdersOptions): LinkOrders {
  const { outbox, linkTokens, findLinkPage, randomness, events } = options;
  const newOrder = (page: LinkPage, emailCanonical: string, origin: RequestOrigin): LinkOrder => ({
    emailCanonical,
    token: linkTokens.make(randomness),
    page: findLinkPage(page, origin.webOrigin),
  });

  return {
    orderVerification: (emailCanonical, origin, transaction) => {
      const order: LinkOrder = { ...newOrder('verify-email', emailCanonical, origin), occasion: 'first' };
      return outbox.write('verify-email', order, transaction);
    },
    async remindOfVerification({ _id, emailCanonical }, origin) {
      const order = newOrder('verify-email', emailCanonical, origin);
      const asked: LinkOrder = { ...order, askedBy: _id.toHexString(), occasion: 'reminder' };
      await outbox.write('verify-email', asked);
    },
    orderInvitation: (emailCanonical, origin, transaction) =>
      outbox.write('invitation', newOrder('reset-password', emailCanonical, origin), transaction),
    async requestLink(page, email, origin, by) {
      const address = parseEmailAddress(email);
      if (address === undefined) {
        refuseProblems([brokenRule('email')]);
        return;
      }
      const actor = by?.isOnBehalf ? { actorId: by.userId } : {};
      events.raise('mail-link.requested', { purpose: page, ...actor }, origin);
      const order = newOrder(page, address.emailCanonical, origin);
      const asked: LinkOrder = { ...order, ...(by && { askedBy: by.userId }) };
      await outbox.write(page, asked);
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
