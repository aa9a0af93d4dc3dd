/** Pages of accounts for admins. Only what an index serves is offered, so that a million cost what a thousand do. */
import type { mongo } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { type CursorPosition, type Cursors, type PageArguments, readPage } from '../foundation/cursors.js';
import { refuseProblems } from '../foundation/errors.js';
import type { ListedPage } from '../foundation/page-info.type.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { countHint, describeFilter, toCondition, type UserFilter } from './user-filter.js';
import { userOrders, type UserSort } from './user-order.js';
import { afterInRange, type SearchRange, searchRanges } from './user-search.js';

const MAX_COUNT = 1_000;
const MAX_SEARCH_CHARACTERS = 100;

export interface UserListArguments extends PageArguments {
  /** What address, username, phone number or a name begins with. */
  readonly search?: string | null | undefined;
  readonly filter?: UserFilter | null | undefined;
  readonly sort?: UserSort | null | undefined;
}

export interface UserPage extends ListedPage {
  readonly entries: readonly { readonly cursor: string; readonly user: UserDocument }[];
  /** Up to 1,000. */
  readonly totalCount: number;
}

/** @throws AppError BAD_USER_INPUT. */
export type ListUsers = (args: UserListArguments) => Promise<UserPage>;

type Condition = mongo.Filter<UserDocument>;

interface Place extends CursorPosition {
  readonly user: UserDocument;
}

export function createListUsers(model: UserModel, cursors: Cursors): ListUsers {
  const users = rawCollection(model);
  return async (args) => {
    const search = readSearch(args);
    const sort = args.sort ?? 'CREATED_DESC';
    const filter = args.filter ?? {};
    const query = `users ${JSON.stringify([search, describeFilter(filter), sort])}`;
    const { size, after } = readPage(cursors, query, args);
    const condition = toCondition(filter);
    const ranges = search === '' ? undefined : searchRanges(search);
    const [found, totalCount] = await Promise.all([
      ranges === undefined
        ? listAll(users, condition, sort, after, size + 1)
        : listRanges(users, condition, ranges, after, size + 1),
      ranges === undefined
        ? users.countDocuments(condition, { limit: MAX_COUNT, ...countHint(filter) })
        : countRanges(users, condition, ranges),
    ]);
    const entries = found.slice(0, size).map(({ user, id, key }) => ({
      cursor: cursors.write(query, { id, ...(key !== undefined && { key }) }),
      user,
    }));
    return { entries, hasNextPage: found.length > size, hasPreviousPage: after !== undefined, totalCount };
  };
}

function readSearch({ search, sort }: UserListArguments): string {
  const text = (search ?? '').trim();
  if (text.length > MAX_SEARCH_CHARACTERS) {
    const message = `may have at most ${MAX_SEARCH_CHARACTERS} characters`;
    refuseProblems([{ path: 'search', rule: 'too-long', message }]);
  }
  if (text !== '' && sort !== undefined && sort !== null) {
    // A million found by "a" in the order of their creation: no index serves it.
    const message = 'is not offered beside search, whose order is that of what was found';
    refuseProblems([{ path: 'sort', rule: 'exclusive', message }]);
  }
  return text;
}

async function listAll(
  users: mongo.Collection<UserDocument>,
  condition: Condition,
  sort: UserSort,
  after: CursorPosition | undefined,
  limit: number,
): Promise<Place[]> {
  const order = userOrders[sort];
  const rest = after === undefined ? [{}] : order.after(after);
  const found: UserDocument[] = [];
  for (const range of rest) {
    if (found.length >= limit) break;
    const wanted = limit - found.length;
    found.push(
      ...(await users
        .find({ ...condition, ...range })
        .sort(order.sort)
        .limit(wanted)
        .toArray()),
    );
  }
  return found.map((user) => {
    const key = order.keyOf(user);
    return { user, id: user._id.toHexString(), ...(key !== undefined && { key }) };
  });
}

/** A cursor's key names its range and the value at which it stands there. */
async function listRanges(
  users: mongo.Collection<UserDocument>,
  condition: Condition,
  ranges: readonly SearchRange[],
  after: CursorPosition | undefined,
  limit: number,
): Promise<Place[]> {
  const [, field, value = ''] = /^(\w+):(.*)$/s.exec(String(after?.key ?? '')) ?? [];
  const begin = Math.max(
    0,
    ranges.findIndex((range) => range.field === field),
  );
  const found: Place[] = [];
  for (const range of ranges.slice(begin)) {
    if (found.length >= limit) break;
    const isResumed = after !== undefined && range.field === field;
    const from = isResumed ? [afterInRange(range.field, value, after.id)] : [];
    const page = await find(users, range, { $and: [inRange(condition, range), ...from] })
      .sort({ [range.field]: 1, _id: 1 })
      .limit(limit - found.length)
      .toArray();
    const keyOf = (user: UserDocument) => `${range.field}:${user[range.field] ?? ''}`;
    found.push(...page.map((user) => ({ user, id: user._id.toHexString(), key: keyOf(user) })));
  }
  return found;
}

function find(users: mongo.Collection<UserDocument>, { collation }: SearchRange, condition: Condition) {
  return users.find(condition, collation && { collation });
}

function inRange(filter: Condition, { condition, exclusion }: SearchRange): Condition {
  return { $and: [condition, filter, ...exclusion] };
}

async function countRanges(
  users: mongo.Collection<UserDocument>,
  condition: Condition,
  ranges: readonly SearchRange[],
): Promise<number> {
  let total = 0;
  for (const range of ranges) {
    if (total >= MAX_COUNT) break;
    const options = { limit: MAX_COUNT - total, ...(range.collation && { collation: range.collation }) };
    total += await users.countDocuments(inRange(condition, range), options);
  }
  return total;
}
