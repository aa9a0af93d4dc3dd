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

/**
 * For $exists the server fetches each document, since an index holds null alike for null and for nothing. A date and
 * its absence are two ranges of the index.
 */
const isSet = { $gte: new Date(0) };
const isAbsent = { $not: isSet };

/** As the indexes of the user model are made for. Built of typed values alone. */
export function toCondition({ role, suspended, verified, deleted }: UserFilter): Condition {
  return {
    roles: role ?? 'USER',
    ...(isGiven(suspended) && { suspendedAt: suspended ? isSet : isAbsent }),
    ...(isGiven(verified) && { emailVerifiedAt: verified ? isSet : isAbsent }),
    deletedAt: deleted === true ? isSet : isAbsent,
  };
}

/** The same accounts, as an order needs it: it stands behind one value of an index, and not behind a range of them. */
export function toOrderedCondition(filter: UserFilter): Condition {
  const condition = toCondition(filter);
  return facetOf(filter) === 'Unverified' ? { ...condition, emailVerifiedAt: { $exists: false } } : condition;
}

/** The part of a filter that may leave nearly nobody of a million; there are indexes of it alone. */
function facetOf({ suspended, verified, deleted }: UserFilter): 'Closed' | 'Verified' | 'Unverified' | '' {
  if (deleted === true || suspended === true) return 'Closed';
  if (isGiven(verified)) return verified ? 'Verified' : 'Unverified';
  return '';
}

/** Named and not left to the server, which tries some, keeps the choice, and then uses it for another value too. */
export function orderIndexOf(filter: UserFilter, order: 'Created' | 'Emails'): string {
  return `list${facetOf(filter)}${order}`;
}

export function searchIndexOf(filter: UserFilter, { indexEnd }: { readonly indexEnd: string }): string {
  return `list${facetOf(filter) === 'Closed' ? 'Closed' : ''}${indexEnd}`;
}

/** The same filter has one spelling, for the fingerprint in cursors. */
export function describeFilter({ role, suspended, verified, deleted }: UserFilter): string {
  return JSON.stringify([role ?? null, suspended ?? null, verified ?? null, deleted ?? null]);
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
