import type { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { RevocationFeed } from './revocation-feed.js';
import type { SessionEnd, SessionModel } from './session.model.js';

/** Ends a session once; the first reason stands. @returns whether it was this call that ended it. */
export type EndSession = (id: Types.ObjectId, reason: SessionEnd, origin: RequestOrigin) => Promise<boolean>;

export interface EndSessionOptions {
  readonly sessions: SessionModel;
  readonly revocations: RevocationFeed;
  readonly events: Events;
  readonly clock: Clock;
}

export function createEndSession({ sessions, revocations, events, clock }: EndSessionOptions): EndSession {
  return async (id, reason, origin) => {
    const now = clock.now();
    const ended = await rawCollection(sessions).findOneAndUpdate(
      { _id: id, endedAt: { $exists: false } },
      {
        $set: {
          endedAt: now,
          endedByIp: origin.ip,
          endReason: reason,
          ...(reason === 'REUSED' && { reusedAt: now }),
        },
      },
      { projection: { userId: 1 } },
    );
    // Also where another call was first: its replica may not have told us yet.
    revocations.add(id.toHexString());
    if (ended === null) return false;
    const ids = { userId: ended.userId.toHexString(), sessionId: id.toHexString() };
    events.raise('session.ended', { ...ids, reason }, origin);
    return true;
  };
}
