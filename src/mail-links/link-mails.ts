/**
 * Writes the mails that were ordered (link-orders.ts), when their turn comes: looks up whose they are, stores the
 * link, and says nothing to anybody where there is no such account. A mail goes to the stored address only.
 */
import { type mongo, Types } from 'mongoose';

import type { MailLimits } from '../abuse/mail-limits.js';
import { rawCollection } from '../database/raw-collection.js';
import type { MailJob, MailTurn } from '../mail/mail-worker.js';
import type { Mail } from '../mail/mailer.js';
import { writeLinkMail, writePlainInvitation } from '../mail/written/link-mail.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { Undertakings } from '../sessions/undertakings.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { type LinkPurpose, provesOnly } from './action-token.model.js';
import { linkUrl } from './find-link-page.js';
import { invitationOf } from './invitation.js';
import type { ChangeEmailOrder, LinkOrder } from './link-orders.js';
import type { LiveLinks, NewLink } from './live-links.js';

export interface LinkMailsOptions {
  readonly users: UserModel;
  readonly links: LiveLinks;
  readonly undertakings: Undertakings;
  readonly mailLimits: MailLimits;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
  /** Whether anybody has a password here (SIGN_IN_METHODS). */
  readonly hasPasswords: boolean;
  /** APP_URL. */
  readonly appUrls: readonly string[] | undefined;
  /** How long a link works, from when it was asked for. */
  readonly ttlMs: Readonly<Record<LinkPurpose, number>>;
}

export type LinkMailJobs = Readonly<Record<LinkPurpose, MailJob>>;

export function createLinkMailJobs(options: LinkMailsOptions): LinkMailJobs {
  const users = rawCollection(options.users);
  const openAccount = (filter: mongo.Filter<UserDocument>) => users.findOne({ ...filter, ...notDeleted });
  /** For what opens an account: where its invitation has died, nobody is to take it up. */
  const writeOpening = async (kind: LinkPurpose, order: LinkOrder, user: UserDocument, turn: MailTurn) =>
    (await options.undertakings.stands(invitationOf(user)))
      ? writeMail(options, kind, { ...order, email: user.email }, user, turn)
      : undefined;

  return {
    'verify-email': {
      async write(order: LinkOrder, turn: MailTurn) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        if (user === null || user.emailVerifiedAt !== undefined) return undefined;
        return writeMail(options, 'verify-email', { ...order, email: user.email }, user, turn);
      },
    },
    'reset-password': {
      async write(order: LinkOrder, turn: MailTurn) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        return user === null ? undefined : writeOpening('reset-password', order, user, turn);
      },
    },
    invitation: {
      async write(order: LinkOrder, turn: MailTurn) {
        const user = await openAccount({ emailCanonical: order.emailCanonical });
        // Who has a password by now needs no invitation.
        if (user === null || user.password !== undefined) return undefined;
        if (!options.hasPasswords) return invitePlainly(options, user);
        return writeOpening('invitation', order, user, turn);
      },
    },
    'change-email': {
      async write(order: ChangeEmailOrder, turn: MailTurn) {
        const { sessionId, credentialVersion } = order;
        const userId = new Types.ObjectId(order.userId);
        if (!(await options.undertakings.stands({ sessionId, userId }))) return undefined;
        const user = await openAccount({ _id: userId, credentialVersion });
        return user === null ? undefined : writeMail(options, 'change-email', order, user, turn);
      },
    },
  };
}

/** There is no link to use: whoever has the mailbox signs in by it, or by what else there is. */
function invitePlainly(
  { catalogue, brand, appUrls }: LinkMailsOptions,
  { email, firstName, locale = '' }: UserDocument,
): Mail {
  const facts = { email, firstName, appUrl: appUrls?.[0] };
  return { to: email, ...writePlainInvitation(facts, brand, catalogue.in(locale)) };
}

type AddressedOrder = LinkOrder & { readonly email: string; readonly sessionId?: string };

async function writeMail(
  options: LinkMailsOptions,
  kind: LinkPurpose,
  order: AddressedOrder,
  user: UserDocument,
  { orderedAt, attempt }: MailTurn,
): Promise<Mail | undefined> {
  // Credentials that were changed since the order void it, as they void a link that stands already.
  const isVoid = user.credentialsChangedAt !== undefined && user.credentialsChangedAt >= orderedAt;
  if (isVoid && !provesOnly(kind)) return undefined;
  const { links, catalogue, brand, ttlMs } = options;
  const { token, page, email, emailCanonical, sessionId } = order;
  const expiresAt = new Date(orderedAt.getTime() + ttlMs[kind]);
  const { _id: userId, credentialVersion, firstName, locale = '' } = user;
  const made = { token, purpose: kind, userId, credentialVersion, email, emailCanonical, sessionId };
  const link: NewLink = { ...made, requestedAt: orderedAt, expiresAt };
  const facts = { kind, firstName, email, url: linkUrl(page, token), expiresAt, ttlMs: ttlMs[kind] };
  const mail = { to: email, ...writeLinkMail(facts, brand, catalogue.in(locale)) };
  if (attempt > 1 && (await links.isStored(link))) return mail;
  if (order.occasion === 'reminder' && (await links.hasLive(link))) return undefined;
  return withinLimit(options, kind, order, async () => ((await links.store(link)) ? mail : undefined));
}

/** The other links are ordered by people who are signed in, and were told of the limit then. */
async function withinLimit(
  { mailLimits }: LinkMailsOptions,
  kind: LinkPurpose,
  { emailCanonical, askedBy, occasion }: LinkOrder,
  write: () => Promise<Mail | undefined>,
): Promise<Mail | undefined> {
  if (kind === 'change-email' || kind === 'invitation') return write();
  const quota = { to: emailCanonical, askedBy };
  if (occasion !== 'first') return mailLimits.send(quota, write);
  // At once: both wait for the same write of the journal.
  const [mail] = await Promise.all([write(), mailLimits.count(quota)]);
  return mail;
}
