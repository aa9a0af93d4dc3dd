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

type Facet = 'deleted' | 'suspended' | 'role' | 'verified' | 'unverified' | 'all';

/** The part of a filter that is likely to leave the fewest; an index is of it, and the rest is looked at. */
export function facetOf({ role, suspended, verified, deleted }: UserFilter): Facet {
  if (deleted === true) return 'deleted';
  if (isGiven(role) && role !== 'USER') return 'role';
  if (suspended === true) return 'suspended';
  if (isGiven(verified)) return verified ? 'verified' : 'unverified';
  return isGiven(role) ? 'role' : 'all';
}

/** Named and not left to the server, which tries some, keeps the choice, and then uses it for another value too. */
export function indexOf(filter: UserFilter, order: 'Created' | 'Email'): string {
  const facet = facetOf(filter);
  if (facet === 'all') return order === 'Created' ? 'created' : 'emailCanonical_1';
  return `${facet}${order}`;
}

/** Whether few may be left, so that it is worth counting them before everybody is searched. */
export function isNarrow(filter: UserFilter): boolean {
  return (
    ['deleted', 'suspended'].includes(facetOf(filter)) || (isGiven(filter.role) && filter.role !== 'USER')
  );
}

/** The same filter has one spelling, for the fingerprint in cursors. */
export function describeFilter({ role, suspended, verified, deleted }: UserFilter): string {
  return JSON.stringify([role ?? null, suspended ?? null, verified ?? null, deleted ?? null]);
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== undefined && value !== null;
}
