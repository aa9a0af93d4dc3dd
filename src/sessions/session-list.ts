import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import { type Cursors, type PageArguments, readPage } from '../foundation/cursors.js';
import { AppError } from '../foundation/errors.js';
import type { Caller } from '../users/caller.js';
import type { SessionDocument, SessionModel } from './session.model.js';

const MAX_COUNT = 1_000;

export interface SessionPage {
  /** Newest first. */
  readonly entries: readonly { readonly cursor: string; readonly session: SessionDocument }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Up to 1,000. */
  readonly totalCount: number;
}

/**
 * Active and ended sessions of a user.
 * @throws AppError FORBIDDEN, or BAD_USER_INPUT for a page that cannot be.
 */
export type SessionList = (caller: Caller, userId: string, page: PageArguments) => Promise<SessionPage>;

export function createSessionList(sessions: SessionModel, cursors: Cursors): SessionList {
  return async (caller, userId, args) => {
    if (!mayManageSessionsOf(caller, userId)) throw notOwned();
    const query = `sessions of ${userId}`;
    const { size, after } = readPage(cursors, query, args);
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
    const entries = found.slice(0, size).map((session) => ({
      cursor: cursors.write(query, { id: session._id.toHexString() }),
      session,
    }));
    return { entries, hasNextPage: found.length > size, hasPreviousPage: after !== undefined, totalCount };
  };
}

/** One's own, or anybody's for an admin. */
export function mayManageSessionsOf({ user }: Caller, userId: string): boolean {
  return user._id.toHexString() === userId || user.roles.includes('ADMIN');
}

export function notOwned(): AppError {
  return new AppError('FORBIDDEN', { details: { requires: 'ownership' } });
}
