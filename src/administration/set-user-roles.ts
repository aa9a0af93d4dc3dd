/** What somebody may do, as an admin sets it. It counts at once here, and is in tokens from their next refresh on. */
import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import type { ShowUserVersion } from '../sessions/show-user-version.js';
import { ADMIN, type AdminSet, isAdmin } from '../users/admin-set.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, readUser, requireId, withUserRole } from './administered-user.js';

/** @throws AppError BAD_USER_INPUT for none at all, NOT_FOUND, FORBIDDEN for the last admin. */
export type SetUserRoles = (
  admin: Administrator,
  userId: string,
  roles: readonly string[],
  origin: RequestOrigin,
) => Promise<UserDocument>;

export interface SetUserRolesOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly inTransaction: InTransaction;
  readonly userCache: UserCache;
  readonly showUserVersion: ShowUserVersion;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createSetUserRoles(options: SetUserRolesOptions): SetUserRoles {
  const { inTransaction, userCache, showUserVersion, events } = options;
  const inTurn: InTransaction = (work) => options.adminSet.inTurn(() => inTransaction(work));
  return async (admin, userId, roles, origin) => {
    const id = requireId(userId);
    if (roles.length === 0) {
      const message = 'must name at least one role; USER is everybody’s';
      refuseProblems([{ path: 'roles', rule: 'required', message }]);
    }
    const wanted = withUserRole(roles);
    const { user, hasChanged } = await inTurn(async (transaction) => {
      const before = await readUser(options.users, id, transaction);
      if (before.deletedAt !== undefined) throw new AppError('NOT_FOUND');
      if (isSame(before.roles, wanted)) return { user: before, hasChanged: false };
      const after = await change(options, before, wanted, transaction);
      await options.notices.write('roles-changed', after, origin, transaction);
      const told = { ...actedOn(userId, admin), roles: after.roles };
      await events.raiseIn(transaction, 'user.roles-changed', told, origin);
      return { user: after, hasChanged: true };
    });
    if (!hasChanged) return user;
    userCache.forget(userId);
    await showUserVersion(user);
    return user;
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((role) => other.includes(role));
}

async function change(
  { users, adminSet, clock }: SetUserRolesOptions,
  before: UserDocument,
  roles: string[],
  transaction: Transaction,
): Promise<UserDocument> {
  const isSetChanged = isAdmin(before) !== roles.includes(ADMIN);
  if (isSetChanged) await adminSet.enter(transaction);
  const user = await rawCollection(users).findOneAndUpdate(
    { _id: before._id },
    { $set: { roles, updatedAt: clock.now() }, $inc: { version: 1 } },
    { session: transaction, returnDocument: 'after' },
  );
  if (user === null) throw new AppError('NOT_FOUND');
  if (isSetChanged) await adminSet.requireAny(transaction);
  return user;
}
