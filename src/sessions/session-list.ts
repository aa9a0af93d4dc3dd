import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import {
  type Cursors,
  cutPage,
  type ListedPage,
  MAX_COUNT,
  type PageArguments,
  readPage,
} from '../foundation/cursors.js';
import { AppError } from '../foundation/errors.js';
import type { Caller } from '../users/caller.js';
import type { SessionDocument, SessionModel } from './session.model.js';

/** Newest first. */
export type SessionPage = ListedPage<SessionDocument>;

/**
 * Active and ended sessions of a user.
 * @throws AppError FORBIDDEN, or BAD_USER_INPUT for a page that cannot be.
 */
export type SessionList = (caller: Caller, userId: string, page: PageArguments) => Promise<SessionPage>;

export function createSessionList(sessions: SessionModel, cursors: Cursors): SessionList {
  return async (caller, userId, args) => {
    if (!mayManageSessionsOf(caller, userId)) throw notOwned();
    const query = `sessions of ${userId}`;
    const page = readPage(cursors, query, args);
    const { size, after } = page;
    const owned = { userId: new Types.ObjectId(userId) };
    // By id, which grows: a session that begins meanwhile moves nobody else to another page.
    const rest = after === undefined ? owned : { ...owned, _id: { $lt: new Types.ObjectId(after.id) } };
    const collection = rawCollection(sessions);
    const [found, totalCount] = await Promise.all([
      collection
        .find(rest)
        .sort({ _id: -1 })
        .limit(size + 1)
        .toArray(),
      collection.countDocuments(owned, { limit: MAX_COUNT }),
    ]);
    const positionOf = ({ _id }: SessionDocument) => ({ id: _id.toHexString() });
    return cutPage(cursors, query, page, { found, totalCount, positionOf });
  };
}

/** One's own, or anybody's for an admin. */
export function mayManageSessionsOf({ user }: Caller, userId: string): boolean {
  return user._id.toHexString() === userId || user.roles.includes('ADMIN');
}

export function notOwned(): AppError {
  return new AppError('FORBIDDEN', { details: { requires: 'ownership' } });
}
