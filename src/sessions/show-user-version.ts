import { rawCollection } from '../database/raw-collection.js';
import type { UserDocument } from '../users/user.model.js';
import type { SessionModel } from './session.model.js';

/**
 * Writes a user's version onto the open sessions: the next refresh, on any replica, then shows what has changed,
 * however old the copy of the user that it has in memory.
 */
export type ShowUserVersion = (user: Pick<UserDocument, '_id' | 'version'>) => Promise<void>;

export function createShowUserVersion(sessions: SessionModel): ShowUserVersion {
  return async ({ _id: userId, version }) => {
    await rawCollection(sessions).updateMany(
      { userId, endedAt: { $exists: false } },
      { $max: { userVersion: version } },
    );
  };
}
