import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { SessionModel } from './session.model.js';

/** Removes all sessions of somebody, which have ended before. */
export type ForgetSessions = (userId: string) => Promise<void>;

export function createForgetSessions(sessions: SessionModel): ForgetSessions {
  return async (userId) => {
    await rawCollection(sessions).deleteMany({ userId: new Types.ObjectId(userId) });
  };
}
