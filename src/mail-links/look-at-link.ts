/** What became of a link, for who opens it, or presses its button once more. Nothing is told of any other link. */
import { rawCollection } from '../database/raw-collection.js';
import { AppError } from '../foundation/errors.js';
import type { Undertakings } from '../sessions/undertakings.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserModel } from '../users/user.model.js';
import type { ActionTokenDocument, LinkPurpose } from './action-token.model.js';
import { undertakingOf } from './change-email.js';
import type { LinkPage } from './find-link-page.js';
import { invitationOf } from './invitation.js';
import type { LiveLinks } from './live-links.js';
import { accountOf, provenBy } from './verify-email.js';

/** `dead`: unknown, too old or void, and it is not told which. */
export type LinkState =
  | { readonly kind: 'alive' | 'dead' }
  /** By this very link; `email` is the address that it went to. */
  | { readonly kind: 'done'; readonly email: string };

/** Changes nothing. */
export type LookAtLink = (page: LinkPage, token: string) => Promise<LinkState>;

export interface LookAtLinkOptions {
  readonly links: LiveLinks;
  readonly users: UserModel;
  readonly undertakings: Undertakings;
}

const purposesOf: Readonly<Record<LinkPage, readonly LinkPurpose[]>> = {
  'verify-email': ['verify-email', 'change-email'],
  'reset-password': ['reset-password', 'invitation'],
};

export function createLookAtLink(options: LookAtLinkOptions): LookAtLink {
  const { links } = options;
  return async (page, token) => {
    const link = await orUndefined(links.find(token, purposesOf[page]));
    if (link !== undefined) return { kind: (await canBeUsed(options, link)) ? 'alive' : 'dead' };
    const used = await links.findUsed(token, purposesOf[page]);
    const isDone = used !== undefined && (await stillCounts(options, page, used));
    return isDone ? { kind: 'done', email: used.email } : { kind: 'dead' };
  };
}

function orUndefined(found: Promise<ActionTokenDocument>): Promise<ActionTokenDocument | undefined> {
  return found.catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'LINK_INVALID') return undefined;
    throw error;
  });
}

async function canBeUsed(
  { users, undertakings }: LookAtLinkOptions,
  link: ActionTokenDocument,
): Promise<boolean> {
  const { purpose, userId: _id, credentialVersion } = link;
  const accounts = rawCollection(users);
  if (purpose === 'verify-email') return (await accounts.findOne(provenBy(link))) !== null;
  if (purpose === 'change-email') {
    const user = await accounts.findOne({ _id, credentialVersion, ...notDeleted });
    return user !== null && undertakings.stands(undertakingOf(link));
  }
  const user = await accounts.findOne(accountOf(link));
  return user !== null && undertakings.stands(invitationOf(user));
}

/** An address that the account has no more is not said to be confirmed. */
async function stillCounts(
  { users }: LookAtLinkOptions,
  page: LinkPage,
  link: ActionTokenDocument,
): Promise<boolean> {
  const account =
    page === 'verify-email'
      ? { ...provenBy(link), emailVerifiedAt: { $exists: true } }
      : { _id: link.userId, ...notDeleted };
  return (await rawCollection(users).findOne(account)) !== null;
}
