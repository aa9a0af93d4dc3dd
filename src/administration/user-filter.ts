import type { mongo } from 'mongoose';

import type { UserDocument } from '../users/user.model.js';

/** Which accounts; absent or null: whichever. */
export interface UserFilter {
  readonly role?: string | null | undefined;
  readonly suspended?: boolean | null | undefined;
  readonly verified?: boolean | null | undefined;
  /** Absent: only those that are not deleted. */
  readonly deleted?: boolean | null | undefined;
}

type Condition = mongo.Filter<UserDocument>;

/** As the indexes of the user model are made for. Built of typed values alone. */
export function toCondition({ role, suspended, verified, deleted }: UserFilter): Condition {
  return {
    ...(isGiven(role) && { roles: role }),
    ...(isGiven(suspended) && { suspendedAt: { $exists: suspended } }),
    // Null for what is not there: an index has a place for it, and can be sorted behind it.
    ...(isGiven(verified) && { emailVerifiedAt: verified ? { $exists: true } : null }),
    deletedAt: { $exists: deleted ?? false },
  } as Condition;
}

/** For a count where the condition alone leads to no index, and the server would read from the disk's order. */
export function countHint({ role, suspended, verified, deleted }: UserFilter): { hint?: string } {
  const isIndexed = isGiven(role) || isGiven(verified) || suspended === true || deleted === true;
  return isIndexed ? {} : { hint: 'created' };
}

/** The same filter has one spelling, for the fingerprint in cursors. */
export function describeFilter({ role, suspended, verified, deleted }: UserFilter): string {
  return JSON.stringify([role ?? null, suspended ?? null, verified ?? null, deleted ?? null]);
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
