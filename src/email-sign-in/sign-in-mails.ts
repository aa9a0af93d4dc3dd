/**
 * Writes the mails that were ordered (send-sign-in-email.ts), when their turn comes: looks up whose they are, and says
 * nothing to anybody where there is no such account and none is to be made.
 */
import type { KnownSources } from '../abuse/known-sources.js';
import type { MailLimits } from '../abuse/mail-limits.js';
import { rawCollection } from '../database/raw-collection.js';
import { deviceName } from '../foundation/device-name.js';
import type { MailJob, MailTurn } from '../mail/mail-worker.js';
import type { Mail } from '../mail/mailer.js';
import { writeSignInMail } from '../mail/written/sign-in-mail.js';
import { linkUrl } from '../mail-links/find-link-page.js';
import { invitationOf } from '../mail-links/invitation.js';
import type { Brand } from '../markup/brand.js';
import type { MessageCatalogue } from '../messages/messages.js';
import type { Undertakings } from '../sessions/undertakings.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { EMAIL_SIGN_IN_TTL_MS, type EmailSignIns } from './email-sign-ins.js';
import { groupedCode } from './mailed-code.js';

export const SIGN_IN_MAIL_KIND = 'sign-in';

/** What the mail is made of, whoever has the address. */
export interface SignInMailOrder {
  /** Of the sign-in that waits for it. */
  readonly id: string;
  /** As typed; the mail goes to the stored one where there is one. */
  readonly email: string;
  readonly emailCanonical: string;
  readonly code: string;
  readonly linkToken?: string;
  /** Where the link leads, without the token. */
  readonly page: string;
  readonly expiresAt: string;
  readonly source: string;
  readonly ip: string;
  readonly userAgent?: string;
  /** For who has no account yet. */
  readonly language?: string;
}

export interface SignInMailsOptions {
  readonly users: UserModel;
  readonly signIns: EmailSignIns;
  readonly undertakings: Undertakings;
  readonly mailLimits: MailLimits;
  readonly knownSources: KnownSources;
  /** EMAIL_SIGN_IN_SIGNS_UP. */
  readonly signsUp: boolean;
  readonly catalogue: MessageCatalogue;
  readonly brand: Brand;
}

export function createSignInMailJob(options: SignInMailsOptions): MailJob {
  const { users, signIns, undertakings, mailLimits, signsUp } = options;
  return {
    async write(order: SignInMailOrder, { orderedAt }: MailTurn) {
      const { id, emailCanonical } = order;
      // Of a deleted account too: its address stays taken until it is erased.
      const owner = (await rawCollection(users).findOne({ emailCanonical })) ?? undefined;
      if (owner === undefined ? !signsUp : !mayEnter(owner, orderedAt)) return undefined;
      // Where an invitation has died, nobody is to take the account up.
      if (owner !== undefined && !(await undertakings.stands(invitationOf(owner)))) return undefined;
      const mail = writeMail(options, order, owner, orderedAt);
      if (await signIns.isMailed(id, owner)) return mail;
      return mailLimits.send(await quotaOf(options, order, owner), async () =>
        (await signIns.markMailed(id, owner)) ? mail : undefined,
      );
    },
  };
}

/** Credentials that were changed since it was asked for void it, as they void what is mailed already. */
function mayEnter({ deletedAt, credentialsChangedAt }: UserDocument, orderedAt: Date): boolean {
  return deletedAt === undefined && (credentialsChangedAt === undefined || credentialsChangedAt < orderedAt);
}

/** Strangers who ask again and again must not use up the mails of an owner at a place that is known. */
async function quotaOf(
  { knownSources }: SignInMailsOptions,
  { emailCanonical: to, source }: SignInMailOrder,
  owner: UserDocument | undefined,
) {
  const isKnown = owner !== undefined && (await knownSources.hasSignedIn(owner._id.toHexString(), source));
  return isKnown ? { to, askedBy: `source:${source}` } : { to };
}

function writeMail(
  { catalogue, brand }: SignInMailsOptions,
  order: SignInMailOrder,
  owner: UserDocument | undefined,
  orderedAt: Date,
): Mail {
  const { code, linkToken, page, userAgent } = order;
  const email = owner?.email ?? order.email;
  const facts = {
    email,
    firstName: owner?.firstName,
    signsUp: owner === undefined,
    code: groupedCode(code),
    url: linkToken === undefined ? undefined : linkUrl(page, linkToken),
    expiresAt: new Date(order.expiresAt),
    ttlMs: EMAIL_SIGN_IN_TTL_MS,
    at: orderedAt,
    ip: order.ip === '' ? undefined : order.ip,
    device: deviceName(userAgent),
  };
  const language = (owner === undefined ? order.language : owner.locale) ?? '';
  return { to: email, ...writeSignInMail(facts, brand, catalogue.in(language)) };
}
