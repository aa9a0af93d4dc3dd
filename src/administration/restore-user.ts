/** Opens an account again: undoes a suspension, and a deletion while its grace lasts. Ended sessions stay ended. */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import { type AdminSet, isAdmin } from '../users/admin-set.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, readUser, requireId } from './administered-user.js';

/** @throws AppError NOT_FOUND, also where the grace of a deletion is over. */
export type RestoreUser = (
  admin: Administrator,
  userId: string,
  origin: RequestOrigin,
) => Promise<UserDocument>;

export interface RestoreUserOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly inTransaction: InTransaction;
  readonly userCache: UserCache;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createRestoreUser(options: RestoreUserOptions): RestoreUser {
  const { inTransaction, userCache, events, clock } = options;
  const inTurn: InTransaction = (work) => options.adminSet.inTurn(() => inTransaction(work));
  return async (admin, userId, origin) => {
    const id = requireId(userId);
    const { user, wasOpen } = await inTurn(async (transaction) => {
      const before = await readUser(options.users, id, transaction);
      if (before.eraseAt !== undefined && before.eraseAt <= clock.now()) throw new AppError('NOT_FOUND');
      if (before.suspendedAt === undefined && before.deletedAt === undefined)
        return { user: before, wasOpen: true };
      const after = await open(options, before, transaction);
      await options.notices.write('account-restored', after, origin, transaction);
      await events.raiseIn(transaction, 'user.restored', actedOn(userId, admin), origin);
      return { user: after, wasOpen: false };
    });
    if (wasOpen) return user;
    userCache.forget(userId);
    return user;
  };
}

async function open(
  { users, adminSet, clock }: RestoreUserOptions,
  before: UserDocument,
  transaction: Transaction,
): Promise<UserDocument> {
  if (isAdmin(before)) await adminSet.enter(transaction);
  const user = await rawCollection(users).findOneAndUpdate(
    { _id: before._id },
    {
      $set: { updatedAt: clock.now() },
      $unset: { suspendedAt: '', suspensionReason: '', deletedAt: '', eraseAt: '' },
      $inc: { version: 1 },
    },
    { session: transaction, returnDocument: 'after' },
  );
  if (user === null) throw new AppError('NOT_FOUND');
  return user;
}
