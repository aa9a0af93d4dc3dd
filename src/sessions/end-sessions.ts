import type { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { EndSession } from './end-session.js';
import type { SessionEnd, SessionModel } from './session.model.js';

/**
 * Ends the open sessions that a user began under older credentials. Call it when the newer version stands: a
 * sign-in under way then either finds its session ended here or sees the new version itself (start-session.ts).
 */
export type EndSessions = (
  user: { readonly _id: Types.ObjectId; readonly credentialVersion: number },
  reason: SessionEnd,
  origin: RequestOrigin,
  /** Who does it, where the reason does not say that it is the user. */
  actorId?: string,
) => Promise<void>;

export function createEndSessions(sessions: SessionModel, endSession: EndSession): EndSessions {
  return async ({ _id: userId, credentialVersion }, reason, origin, actorId) => {
    const open = await rawCollection(sessions)
      .find({ userId, endedAt: { $exists: false }, credentialVersion: { $lt: credentialVersion } })
      .project<{ _id: Types.ObjectId }>({ _id: 1 })
      .toArray();
    await Promise.all(open.map(({ _id }) => endSession(_id, reason, origin, { actorId })));
  };
}
