/**
 * What a session sets in motion and somebody completes later, by a link or a first code. It dies with that session, unless
 * the session simply ended; and it is judged when it is done, so that no clean-up can miss it or come too late.
 */
import { type mongo, Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { UserModel } from '../users/user.model.js';
import type { SessionDocument, SessionEnd, SessionModel } from './session.model.js';

/** Undefined: no session began it. */
export type Undertaking =
  | {
      readonly sessionId: string;
      /** Whose account it changes. */
      readonly userId: Types.ObjectId;
    }
  | undefined;

/** Both are true of what no session began. */
export interface Undertakings {
  /** A look, for what is only shown or mailed. */
  stands(undertaking: Undertaking): Promise<boolean>;
  /** To be done in that transaction: a session that is ended at this very moment ends before it or after it (ASVS 7.4.1). */
  claim(undertaking: Undertaking, transaction: Transaction): Promise<boolean>;
}

/** They say nothing against what was begun before; nor does it that a session expired. */
const harmlessEnds: SessionEnd[] = ['SIGNED_OUT', 'TOO_MANY_SESSIONS'];

export function createUndertakings(sessionModel: SessionModel, users: UserModel): Undertakings {
  const sessions = rawCollection(sessionModel);
  // One that was purged is not found, and revives nothing.
  const unharmed = (sessionId: string): mongo.Filter<SessionDocument> => ({
    _id: new Types.ObjectId(sessionId),
    $or: [{ endReason: { $exists: false } }, { endReason: { $in: harmlessEnds } }],
  });
  const isCurrent = async (
    session: SessionDocument | null,
    userId: Types.ObjectId,
    transaction?: Transaction,
  ): Promise<boolean> => {
    if (session === null) return false;
    const owner = await rawCollection(users).findOne(
      { _id: session.userId },
      { projection: { credentialVersion: 1 }, ...(transaction && { session: transaction }) },
    );
    if (owner === null) return false;
    // A change of credentials ends the open sessions a moment later, and at one's own account whatever they began.
    const mustBeNewest = session.endedAt === undefined || session.userId.equals(userId);
    return !mustBeNewest || session.credentialVersion >= owner.credentialVersion;
  };

  return {
    async stands(undertaking) {
      if (undertaking === undefined) return true;
      return isCurrent(await sessions.findOne(unharmed(undertaking.sessionId)), undertaking.userId);
    },
    async claim(undertaking, transaction) {
      if (undertaking === undefined) return true;
      // Written and not only read, so that the two conflict.
      const session = await sessions.findOneAndUpdate(
        unharmed(undertaking.sessionId),
        { $inc: { carriedOut: 1 } },
        { session: transaction },
      );
      return isCurrent(session, undertaking.userId, transaction);
    },
  };
}
