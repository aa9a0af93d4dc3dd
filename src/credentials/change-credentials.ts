/**
 * What every change of how one signs in has in common: it stands or falls in one transaction, ends the sessions
 * begun before it, and shows at once here. Knows no kind of credential: rooms say what they change.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { InTransaction, Transaction } from '../database/transaction.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { EndSessions } from '../sessions/end-sessions.js';
import type { SessionDocument, SessionEnd, SessionModel } from '../sessions/session.model.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument } from '../users/user.model.js';

interface CredentialChange {
  /**
   * Updates the user by `credentialUpdate` and writes the mails about it. It may run more than once.
   * @returns the user as changed. @throws to leave everything as it was.
   */
  apply(transaction: Transaction): Promise<UserDocument>;
  /** Of the session that goes on; absent: none does. */
  readonly keptSession?: KeptSession | undefined;
  /** Why the others end. */
  readonly reason: SessionEnd;
  /** Who changes them, where that is not the user. */
  readonly actorId?: string;
}

/** The session in which the change is made, where it goes on; those of the credential version before are carried over. */
export interface KeptSession {
  readonly id: string;
  /** Set where its owner has just proved who they are. */
  readonly authTime?: Date;
  /** Whether the change is refused where that session has ended meanwhile. */
  readonly isRequired: boolean;
}

interface ChangedCredentials {
  readonly user: UserDocument;
  readonly session: SessionDocument | undefined;
}

/** @throws whatever `apply` throws; AppError TOKEN_INVALID where the session that is to go on has ended meanwhile. */
export type ChangeCredentials = (
  change: CredentialChange,
  origin: RequestOrigin,
) => Promise<ChangedCredentials>;

export interface ChangeCredentialsOptions {
  readonly inTransaction: InTransaction;
  readonly sessions: SessionModel;
  readonly userCache: UserCache;
  readonly endSessions: EndSessions;
}

export function createChangeCredentials(options: ChangeCredentialsOptions): ChangeCredentials {
  const { inTransaction, sessions, userCache, endSessions } = options;
  return async (change, origin) => {
    const { keptSession, reason } = change;
    const changed = await inTransaction(async (transaction) => {
      const user = await change.apply(transaction);
      const session = keptSession && (await carryOver(sessions, user, keptSession, transaction));
      return { user, session };
    });
    const userId = changed.user._id.toHexString();
    userCache.forget(userId);
    await endSessions(changed.user, reason, origin, change.actorId ?? userId);
    return changed;
  };
}

/**
 * A session that bears the new version is not one of those that end. Only one of the version before may: another change
 * has doomed the rest, and would be undone for them.
 */
async function carryOver(
  sessions: SessionModel,
  { _id: userId, credentialVersion, version }: UserDocument,
  { id, authTime, isRequired }: KeptSession,
  transaction: Transaction,
): Promise<SessionDocument | undefined> {
  const session = await rawCollection(sessions).findOneAndUpdate(
    {
      _id: new Types.ObjectId(id),
      userId,
      credentialVersion: credentialVersion - 1,
      endedAt: { $exists: false },
    },
    { $set: { credentialVersion, userVersion: version, ...(authTime && { authTime }) } },
    { session: transaction, returnDocument: 'after' },
  );
  if (session === null && isRequired) throw new AppError('TOKEN_INVALID');
  return session ?? undefined;
}
