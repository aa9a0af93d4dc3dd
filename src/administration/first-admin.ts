/**
 * The first admin of a deployment. The one place that decides it: only while there is none, once on however many
 * replicas, never with a default password, and an account that is there already only where its owner has proved the
 * address, since anybody can sign up with a stranger's.
 */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { LinkOrders } from '../mail-links/link-orders.js';
import type { ShowUserVersion } from '../sessions/show-user-version.js';
import { newAccount } from '../sign-in/new-account.js';
import { ADMIN, type AdminSet } from '../users/admin-set.js';
import type { EmailAddress } from '../users/email-address.js';
import { notDeleted } from '../users/not-deleted.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { withUserRole } from './administered-user.js';

/** `refused`: the account of that address is not verified, or not open. */
type FirstAdmin =
  { readonly outcome: 'appointed'; readonly user: UserDocument } | { readonly outcome: 'exists' | 'refused' };

export type MakeFirstAdmin = (address: EmailAddress, origin: RequestOrigin) => Promise<FirstAdmin>;

export interface MakeFirstAdminOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly inTransaction: InTransaction;
  readonly userCache: UserCache;
  readonly showUserVersion: ShowUserVersion;
  readonly orders: LinkOrders;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createMakeFirstAdmin(options: MakeFirstAdminOptions): MakeFirstAdmin {
  const { adminSet, inTransaction, userCache, showUserVersion, events } = options;
  const appoint = (address: EmailAddress, origin: RequestOrigin) =>
    inTransaction(async (transaction): Promise<FirstAdmin> => {
      await adminSet.enter(transaction);
      if (await adminSet.hasAny(transaction)) return { outcome: 'exists' };
      return appointOwner(options, address, origin, transaction);
    });
  return async (address, origin) => {
    if (await adminSet.hasAny()) return { outcome: 'exists' };
    const made = await appoint(address, origin).catch((error: unknown) => {
      // Somebody signed up with the address at this very moment: now it is an account that is there already.
      if (conflictingField(error) === undefined) throw error;
      return appoint(address, origin);
    });
    if (made.outcome !== 'appointed') return made;
    const userId = made.user._id.toHexString();
    userCache.forget(userId);
    await showUserVersion(made.user);
    events.raise('admin.appointed', { userId });
    return made;
  };
}

async function appointOwner(
  { users, orders, notices, clock }: MakeFirstAdminOptions,
  address: EmailAddress,
  origin: RequestOrigin,
  transaction: Transaction,
): Promise<FirstAdmin> {
  const collection = rawCollection(users);
  const { emailCanonical } = address;
  const known = await collection.findOne({ emailCanonical }, { session: transaction });
  if (known === null) {
    const user = newAccount(address, { roles: withUserRole([ADMIN]) }, clock.now());
    await collection.insertOne(user, { session: transaction });
    await orders.orderInvitation(emailCanonical, origin, transaction);
    return { outcome: 'appointed', user };
  }
  const user = await collection.findOneAndUpdate(
    {
      _id: known._id,
      emailVerifiedAt: { $exists: true },
      suspendedAt: { $exists: false },
      ...notDeleted,
    },
    {
      $set: { roles: withUserRole([...known.roles, ADMIN]), updatedAt: clock.now() },
      $inc: { version: 1 },
    },
    { session: transaction, returnDocument: 'after' },
  );
  if (user === null) return { outcome: 'refused' };
  await notices.write('roles-changed', user, origin, transaction);
  if (user.password === undefined) await orders.orderInvitation(emailCanonical, origin, transaction);
  return { outcome: 'appointed', user };
}
