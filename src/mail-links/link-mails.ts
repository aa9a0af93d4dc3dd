/**
 * Writes the mails that were ordered (link-orders.ts), when their turn comes: looks up whose they are, stores the
 * link, and says nothing to anybody where there is no such account. A mail goes to the stored address only.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { MailJob } from '../mail/mail-worker.js';
import type { Mail } from '../mail/mailer.js';
import { writeLinkMail } from '../mail/written/link-mail.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { LinkPurpose } from './action-token.model.js';
import type { ChangeEmailOrder, LinkOrder } from './link-orders.js';
import { linkUrl } from './link-pages.js';
import type { LiveLinks } from './live-links.js';

export interface LinkMailsOptions {
  readonly users: UserModel;
  readonly links: LiveLinks;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
  /** How long a link works, from when it was asked for. */
  readonly ttlMs: Readonly<Record<LinkPurpose, number>>;
}

export type LinkMailJobs = Readonly<Record<LinkPurpose, MailJob>>;

export function createLinkMailJobs(options: LinkMailsOptions): LinkMailJobs {
  const users = rawCollection(options.users);
  const openAccount = (filter: mongo.Filter<UserDocument>) =>
    users.findOne({ ...filter, deletedAt: { $exists: false } });

  return {
    'verify-email': {
      async write(order: LinkOrder, orderedAt: Date) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        if (user === null || user.emailVerifiedAt !== undefined) return undefined;
        return writeMail(options, 'verify-email', { ...order, email: user.email }, user, orderedAt);
      },
    },
    'reset-password': {
      async write(order: LinkOrder, orderedAt: Date) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        if (user === null) return undefined;
        return writeMail(options, 'reset-password', { ...order, email: user.email }, user, orderedAt);
      },
    },
    invitation: {
      async write(order: LinkOrder, orderedAt: Date) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        // Who has a password by now needs no invitation.
        if (user === null || user.password !== undefined) return undefined;
        return writeMail(options, 'invitation', { ...order, email: user.email }, user, orderedAt);
      },
    },
    'change-email': {
      async write(order: ChangeEmailOrder, orderedAt: Date) {
        const { userId, credentialVersion } = order;
        const user = await openAccount({ _id: new Types.ObjectId(userId), credentialVersion });
        return user === null ? undefined : writeMail(options, 'change-email', order, user, orderedAt);
      },
    },
  };
}

type AddressedOrder = LinkOrder & { readonly email: string; readonly sessionId?: string };

async function writeMail(
  { links, catalogue, brand, ttlMs }: LinkMailsOptions,
  kind: LinkPurpose,
  order: AddressedOrder,
  user: UserDocument,
  orderedAt: Date,
): Promise<Mail | undefined> {
  // Credentials that were changed since the order void it, as they void a link that stands already.
  if (user.credentialsChangedAt !== undefined && user.credentialsChangedAt >= orderedAt) return undefined;
  const { token, page, language, email, emailCanonical, sessionId } = order;
  const expiresAt = new Date(orderedAt.getTime() + ttlMs[kind]);
  const { _id: userId, credentialVersion, firstName } = user;
  const link = { token, purpose: kind, userId, credentialVersion, email, emailCanonical, sessionId };
  if (!(await links.store({ ...link, requestedAt: orderedAt, expiresAt }))) return undefined;
  const facts = { kind, firstName, email, url: linkUrl(page, token), expiresAt, ttlMs: ttlMs[kind] };
  return { to: email, ...writeLinkMail(facts, brand, catalogue.in(language)) };
}
