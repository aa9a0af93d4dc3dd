/** Shuts an account until it is restored: its sessions end, and it gets no new ones. */
import type { ChangeCredentials } from '../credentials/change-credentials.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { isLongerThan } from '../foundation/characters.js';
import type { Clock } from '../foundation/clock.js';
import { AppError, refuseProblems } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import { type AdminSet, isAdmin } from '../users/admin-set.js';
import { credentialUpdate } from '../users/credential-update.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { actedOn, type Administrator, readUser, requireId } from './administered-user.js';

const MAX_REASON_CHARACTERS = 500;

/** @throws AppError BAD_USER_INPUT, NOT_FOUND, FORBIDDEN for the last admin. */
export type SuspendUser = (
  admin: Administrator,
  userId: string,
  reason: string | null | undefined,
  origin: RequestOrigin,
) => Promise<UserDocument>;

export interface SuspendUserOptions {
  readonly users: UserModel;
  readonly adminSet: AdminSet;
  readonly changeCredentials: ChangeCredentials;
  readonly notices: Notices;
  readonly events: Events;
  readonly clock: Clock;
}

export function createSuspendUser(options: SuspendUserOptions): SuspendUser {
  return async (admin, userId, written, origin) => {
    const id = requireId(userId);
    const reason = readReason(written);
    const apply = async (transaction: Transaction) => {
      const before = await readUser(options.users, id, transaction);
      if (before.deletedAt !== undefined) throw new AppError('NOT_FOUND');
      const user = await shut(options, before, reason, transaction);
      if (before.suspendedAt !== undefined) return user;
      await options.notices.write('account-suspended', user, origin, transaction);
      await options.events.raiseIn(transaction, 'user.suspended', actedOn(userId, admin), origin);
      return user;
    };
    const { user } = await options.adminSet.inTurn(() =>
      options.changeCredentials({ apply, reason: 'SUSPENDED' }, origin),
    );
    return user;
  };
}

function readReason(written: string | null | undefined): string | undefined {
  const reason = (written ?? '').trim();
  if (isLongerThan(reason, MAX_REASON_CHARACTERS)) {
    const message = `may have at most ${MAX_REASON_CHARACTERS} characters`;
    refuseProblems([{ path: 'reason', rule: 'too-long', message }]);
  }
  return reason === '' ? undefined : reason;
}

/** Again: the first time stands, the reason is the new one. */
async function shut(
  { users, adminSet, clock }: SuspendUserOptions,
  before: UserDocument,
  reason: string | undefined,
  transaction: Transaction,
): Promise<UserDocument> {
  if (isAdmin(before)) await adminSet.enter(transaction);
  const now = clock.now();
  const set = {
    suspendedAt: before.suspendedAt ?? now,
    ...(reason !== undefined && { suspensionReason: reason }),
  };
  const user = await rawCollection(users).findOneAndUpdate({ _id: before._id }, credentialUpdate(now, set), {
    session: transaction,
    returnDocument: 'after',
  });
  if (user === null) throw new AppError('NOT_FOUND');
  if (isAdmin(before)) await adminSet.requireAny(transaction);
  return user;
}
