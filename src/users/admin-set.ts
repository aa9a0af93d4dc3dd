/**
 * Who the admins are, as far as it must hold over several accounts: there is always one left. Two transactions that
 * count and then demote would leave none (write skew), so each first writes one common document; the later of two at
 * once then begins anew and sees what the earlier one did.
 */
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import { conflictingField } from '../database/unique-conflict.js';
import { AppError } from '../foundation/errors.js';
import type { AdminSetModel } from './admin-set.model.js';
import { notDeleted } from './not-deleted.js';
import type { UserDocument, UserModel } from './user.model.js';

/** The role of administration, which ROLES must name. */
export const ADMIN = 'ADMIN';

/**
 * A change that may take the last admin away is made so: `inTurn`, and within its transaction `enter` first,
 * `requireAny` last.
 */
export interface AdminSet {
  /** Makes the common document where it is not there yet. */
  open(): Promise<void>;
  /** One change of this replica after the other: many at once would only make each other begin anew. */
  inTurn<Result>(change: () => Promise<Result>): Promise<Result>;
  /** Whether anybody is an admin whose account is open. */
  hasAny(transaction?: Transaction): Promise<boolean>;
  /** Before anything that may change the set, and first in its transaction. */
  enter(transaction: Transaction): Promise<void>;
  /** After it. @throws AppError FORBIDDEN that requires `anotherAdmin`. */
  requireAny(transaction: Transaction): Promise<void>;
}

export function createAdminSet(model: AdminSetModel, users: UserModel): AdminSet {
  const sets = rawCollection(model);
  const hasAny = async (transaction?: Transaction) => {
    const open = { roles: ADMIN, suspendedAt: { $exists: false }, ...notDeleted };
    const options = { projection: { _id: 1 }, ...(transaction && { session: transaction }) };
    return (await rawCollection(users).findOne(open, options)) !== null;
  };
  let previous: Promise<unknown> = Promise.resolve();
  return {
    async open() {
      await sets
        .updateOne({ _id: 'admins' }, { $setOnInsert: { schemaVersion: 1, changes: 0 } }, { upsert: true })
        .catch((error: unknown) => {
          // Another replica that starts made it at the same moment.
          if (conflictingField(error) === undefined) throw error;
        });
    },
    inTurn(change) {
      const mine = previous.then(change);
      previous = mine.catch(() => undefined);
      return mine;
    },
    hasAny,
    async enter(transaction) {
      const { matchedCount } = await sets.updateOne(
        { _id: 'admins' },
        { $inc: { changes: 1 } },
        { session: transaction },
      );
      if (matchedCount === 0) throw new TypeError('The set of admins has gone from the database.');
    },
    async requireAny(transaction) {
      if (await hasAny(transaction)) return;
      throw new AppError('FORBIDDEN', { details: { requires: 'anotherAdmin' } });
    },
  };
}

/** Whether a change touches the set of admins. Not for access, which `@auth` judges by the caller of the moment. */
export function isAdmin({ roles }: Pick<UserDocument, 'roles'>): boolean {
  return roles.includes(ADMIN);
}
