/** Pages of accounts for admins. Only what an index serves is offered, so that a million cost what a thousand do. */
import type { mongo } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { isLongerThan } from '../foundation/characters.js';
import {
  type CursorPosition,
  type Cursors,
  cutPage,
  type ListedPage,
  mapPage,
  MAX_COUNT,
  type PageArguments,
  readPage,
} from '../foundation/cursors.js';
import { refuseProblems } from '../foundation/errors.js';
import type { PhoneNumbers } from '../users/phone-number.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import { countFound } from './count-found.js';
import {
  describeFilter,
  orderIndexOf,
  searchIndexOf,
  toCondition,
  toOrderedCondition,
  type UserFilter,
} from './user-filter.js';
import { userOrders, type UserSort } from './user-order.js';
import { behind, collationOf, conditionOf, orderOf, type SearchRange, searchRanges } from './user-search.js';

const MAX_SEARCH_CHARACTERS = 100;
/** A mark that cannot be seen, though `trim` takes it for a blank. */
const BYTE_ORDER_MARK = '\ufeff';

interface UserListArguments extends PageArguments {
  /** What address, username, phone number or a name begins with. */
  readonly search?: string | null | undefined;
  readonly filter?: UserFilter | null | undefined;
  readonly sort?: UserSort | null | undefined;
}

export type UserPage = ListedPage<UserDocument>;

/** @throws AppError BAD_USER_INPUT. */
export type ListUsers = (args: UserListArguments) => Promise<UserPage>;

type Users = mongo.Collection<UserDocument>;

interface Place extends CursorPosition {
  readonly user: UserDocument;
}
interface Listed {
  readonly places: readonly Place[];
  readonly totalCount: number;
}
interface Wanted {
  readonly filter: UserFilter;
  readonly after: CursorPosition | undefined;
  readonly limit: number;
}

export function createListUsers(
  model: UserModel,
  cursors: Cursors,
  { readBeginning }: PhoneNumbers,
): ListUsers {
  const users = rawCollection(model);
  return async (args) => {
    const search = readSearch(args);
    const sort = args.sort ?? 'CREATED_DESC';
    const filter = args.filter ?? {};
    const query = `users ${JSON.stringify([search, describeFilter(filter), sort])}`;
    const page = readPage(cursors, query, args);
    const wanted = { filter, after: page.after, limit: page.size + 1 };
    const { places: found, totalCount } =
      search === ''
        ? await listAll(users, sort, wanted)
        : await listFound(users, searchRanges(search, readBeginning), wanted);
    const positionOf = ({ id, key }: Place) => ({ id, ...(key !== undefined && { key }) });
    return mapPage(cutPage(cursors, query, page, { found, totalCount, positionOf }), ({ user }) => user);
  };
}

function readSearch({ search, sort }: UserListArguments): string {
  const given = search ?? '';
  const text = given.trim() || (given.includes(BYTE_ORDER_MARK) ? BYTE_ORDER_MARK : '');
  if (isLongerThan(text, MAX_SEARCH_CHARACTERS)) {
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

async function listAll(users: Users, sort: UserSort, { filter, after, limit }: Wanted): Promise<Listed> {
  const order = userOrders[sort];
  const hint = orderIndexOf(filter, order.indexEnd);
  const page = async () => {
    const found: UserDocument[] = [];
    for (const range of after === undefined ? [{}] : order.after(after)) {
      if (found.length >= limit) break;
      const rest = users.find({ ...toOrderedCondition(filter), ...range }, { hint }).sort(order.sort);
      found.push(...(await rest.limit(limit - found.length).toArray()));
    }
    return found;
  };
  const [found, totalCount] = await Promise.all([
    page(),
    users.countDocuments(toCondition(filter), { limit: MAX_COUNT, hint }),
  ]);
  const places = found.map((user) => {
    const key = order.keyOf(user);
    return { user, id: user._id.toHexString(), ...(key !== undefined && { key }) };
  });
  return { places, totalCount };
}

async function listFound(users: Users, ranges: readonly SearchRange[], wanted: Wanted): Promise<Listed> {
  const [places, totalCount] = await Promise.all([
    listRanges(users, ranges, wanted),
    countFound(users, ranges, wanted.filter),
  ]);
  return { places, totalCount };
}

/** A cursor's key names its range and the value at which it stands there. */
function placeOf(user: UserDocument, field: string, value: string): Place {
  return { user, id: user._id.toHexString(), key: `${field}:${value}` };
}

async function listRanges(
  users: Users,
  ranges: readonly SearchRange[],
  { filter, after, limit }: Wanted,
): Promise<Place[]> {
  const found: Place[] = [];
  for (const { range, position, rest } of remainingParts(ranges, after)) {
    if (found.length >= limit) break;
    const condition = { $and: [conditionOf(range, ranges.slice(0, position)), rest, toCondition(filter)] };
    const hint = searchIndexOf(filter, range);
    const page = users.find(condition, { hint, ...collationOf(range) }).sort(orderOf(range));
    const more = await page.limit(limit - found.length).toArray();
    found.push(...more.map((user) => placeOf(user, range.field, user[range.field] ?? '')));
  }
  return found;
}

/** The ranges from a cursor's on, that one without what stands before the cursor. */
function remainingParts(ranges: readonly SearchRange[], after: CursorPosition | undefined) {
  const [, field, value = ''] = /^(\w+):(.*)$/s.exec(String(after?.key ?? '')) ?? [];
  const begin = ranges.findIndex((range) => range.field === field);
  return ranges.flatMap((range, position) => {
    if (position < begin) return [];
    const rests = after !== undefined && position === begin ? behind(range, value, after.id) : [{}];
    return rests.map((rest) => ({ range, position, rest }));
  });
}
