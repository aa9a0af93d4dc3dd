/** Uses a link that was mailed to an address: of the account as it is, or of the one that it is to become. */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { ShowUserVersion } from '../sessions/show-user-version.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { ActionTokenDocument } from './action-token.model.js';
import type { CompleteEmailChange } from './change-email.js';
import type { LiveLinks } from './live-links.js';
import { reportRefusal } from './report-refusal.js';

interface VerifiedEmail {
  readonly email: string;
  readonly emailVerifiedAt: Date;
}

/** @throws AppError LINK_INVALID; EMAIL_TAKEN where somebody else has the new address by now. */
export type VerifyEmail = (token: string, origin: RequestOrigin) => Promise<VerifiedEmail>;

export interface VerifyEmailOptions {
  readonly links: LiveLinks;
  readonly users: UserModel;
  readonly userCache: UserCache;
  readonly inTransaction: InTransaction;
  readonly completeEmailChange: CompleteEmailChange;
  readonly showUserVersion: ShowUserVersion;
  readonly events: Events;
  readonly clock: Clock;
}

export function createVerifyEmail(options: VerifyEmailOptions): VerifyEmail {
  const { links, userCache, showUserVersion, events } = options;
  const verify: VerifyEmail = async (token, origin) => {
    const link = await links.find(token, ['verify-email', 'change-email']);
    if (link.purpose === 'change-email') {
      const changed = await options.completeEmailChange(token, origin);
      return verified(changed);
    }
    const user = await markVerified(options, token, origin);
    userCache.forget(user._id.toHexString());
    await showUserVersion(user);
    return verified(user);
  };
  return (token, origin) => reportRefusal(events, 'verify-email', origin, verify(token, origin));
}

function markVerified(
  { links, users, inTransaction, events, clock }: VerifyEmailOptions,
  token: string,
  origin: RequestOrigin,
) {
  return inTransaction(async (transaction) => {
    const link = await links.use(token, ['verify-email'], transaction);
    const now = clock.now();
    const user = await rawCollection(users).findOneAndUpdate(
      provenBy(link),
      // The first proof stands: a reset may have proved the address since the link was sent.
      [
        {
          $set: {
            emailVerifiedAt: { $ifNull: ['$emailVerifiedAt', now] },
            updatedAt: now,
            version: { $add: ['$version', 1] },
          },
        },
      ],
      { session: transaction, returnDocument: 'after' },
    );
    if (user === null) throw new AppError('LINK_INVALID');
    await events.raiseIn(transaction, 'email.verified', { userId: user._id.toHexString() }, origin);
    return user;
  });
}

/** The account as long as it has that address, whatever became of its credentials. */
export function provenBy({ userId, emailCanonical }: ActionTokenDocument) {
  return { _id: userId, emailCanonical, ...notDeleted };
}

/** The account as it was when the link was made: another address or other credentials void it. */
export function accountOf(link: ActionTokenDocument) {
  return { ...provenBy(link), credentialVersion: link.credentialVersion };
}

function verified({ email, emailVerifiedAt }: UserDocument): VerifiedEmail {
  if (emailVerifiedAt === undefined) throw new TypeError('The address has just been verified.');
  return { email, emailVerifiedAt };
}
