import type { mongo } from 'mongoose';

import { MAX_COUNT } from '../foundation/cursors.js';
import type { UserDocument } from '../users/user.model.js';
import { searchIndexOf, toCondition, type UserFilter } from './user-filter.js';
import { collationOf, type Condition, insideOf, type SearchRange } from './user-search.js';

type Users = mongo.Collection<UserDocument>;
interface Counted {
  readonly condition: Condition;
  readonly options: { readonly hint: string; readonly collation?: mongo.CollationOptions };
  readonly count: number;
}

/**
 * How many a search finds, up to MAX_COUNT. No document is read: whether somebody is in two ranges is told by the ids,
 * and those are asked for only where two ranges hold anybody.
 */
export async function countFound(
  users: Users,
  ranges: readonly SearchRange[],
  filter: UserFilter,
): Promise<number> {
  const counted: Counted[] = [];
  for (const range of ranges) {
    const condition = { $and: [insideOf(range), toCondition(filter)] };
    const options = { hint: searchIndexOf(filter, range), ...collationOf(range) };
    const count = await users.countDocuments(condition, { ...options, limit: MAX_COUNT });
    if (count >= MAX_COUNT) return MAX_COUNT;
    if (count > 0) counted.push({ condition, options, count });
  }
  const [only, ...others] = counted;
  return others.length === 0 ? (only?.count ?? 0) : countTogether(users, counted);
}

async function countTogether(users: Users, counted: readonly Counted[]): Promise<number> {
  const ids = new Set<string>();
  for (const { condition, options } of counted) {
    if (ids.size >= MAX_COUNT) break;
    const found = users.find(condition, { ...options, projection: { _id: 1 }, limit: MAX_COUNT });
    for (const { _id } of await found.batchSize(MAX_COUNT).toArray()) ids.add(_id.toHexString());
  }
  return Math.min(ids.size, MAX_COUNT);
}
