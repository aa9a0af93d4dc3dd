import type { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { RevocationFeed } from './revocation-feed.js';
import type { SessionDocument, SessionEnd, SessionModel } from './session.model.js';

/**
 * Ends a session once; the first reason stands.
 * @returns whether it was this call that ended it.
 */
export type EndSession = (
  id: Types.ObjectId,
  reason: SessionEnd,
  origin: RequestOrigin,
  more?: SessionEndDetails,
) => Promise<boolean>;

interface SessionEndDetails {
  /** Who does it, where the reason does not say that it is its owner. */
  readonly actorId?: string | undefined;
  /** What is written with it, in one transaction, and only by the call that ended it. */
  readonly alongside?: (transaction: Transaction) => Promise<void>;
}

const ownersReasons: ReadonlySet<SessionEnd> = new Set([
  'SIGNED_OUT',
  'SIGNED_OUT_EVERYWHERE',
  'PASSWORD_CHANGED',
  'TOO_MANY_SESSIONS',
]);

export interface EndSessionOptions {
  readonly sessions: SessionModel;
  readonly inTransaction: InTransaction;
  readonly revocations: RevocationFeed;
  readonly events: Events;
  readonly clock: Clock;
}

export function createEndSession(options: EndSessionOptions): EndSession {
  const { inTransaction, revocations, events } = options;
  return async (id, reason, origin, { actorId, alongside } = {}) => {
    const ended = await (alongside === undefined
      ? markEnded(options, id, reason, origin)
      : inTransaction(async (transaction) => {
          const session = await markEnded(options, id, reason, origin, transaction);
          if (session !== null) await alongside(transaction);
          return session;
        }));
    // Also where another call was first: its replica may not have told us yet.
    revocations.add(id.toHexString());
    if (ended === null) return false;
    const userId = ended.userId.toHexString();
    const by = actorId ?? (ownersReasons.has(reason) ? userId : undefined);
    events.raise('session.ended', { userId, actorId: by, sessionId: id.toHexString(), reason }, origin);
    return true;
  };
}

function markEnded(
  { sessions, clock }: EndSessionOptions,
  id: Types.ObjectId,
  reason: SessionEnd,
  origin: RequestOrigin,
  transaction?: Transaction,
): Promise<Pick<SessionDocument, 'userId'> | null> {
  const now = clock.now();
  return rawCollection(sessions).findOneAndUpdate(
    { _id: id, endedAt: { $exists: false } },
    {
      $set: {
        endedAt: now,
        endedByIp: origin.ip,
        endReason: reason,
        ...(reason === 'REUSED' && { reusedAt: now }),
      },
    },
    { projection: { userId: 1 }, ...(transaction && { session: transaction }) },
  );
}
