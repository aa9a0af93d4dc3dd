/**
 * Ends one session, named by its id or by any refresh token of it: one's own, or anybody's for an admin. What is
 * over already is answered as it is. Others learn nothing of a session, not even whether there is one.
 */
import { Types } from 'mongoose';

import { parseId } from '../database/id.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Caller } from '../users/caller.js';
import type { EndSession } from './end-session.js';
import type { RefreshTokens } from './refresh-token.js';
import { mayManageSessionsOf, notOwned } from './session-list.js';
import { expiryOf, type SessionDocument, type SessionModel } from './session.model.js';

export interface RevokeSessionOptions {
  readonly sessions: SessionModel;
  readonly refreshTokens: RefreshTokens;
  readonly endSession: EndSession;
  readonly clock: Clock;
}

/** @returns the session as it is afterwards. */
type Revoke = (caller: Caller, named: string, origin: RequestOrigin) => Promise<SessionDocument>;

export interface RevokeSession {
  /** @throws AppError FORBIDDEN, for an admin NOT_FOUND. */
  readonly byId: Revoke;
  /** @throws AppError TOKEN_INVALID. */
  readonly byRefreshToken: Revoke;
}

export function createRevokeSession(options: RevokeSessionOptions): RevokeSession {
  const collection = rawCollection(options.sessions);
  return {
    async byId(caller, text, origin) {
      const id = parseId(text);
      const session = id === undefined ? null : await collection.findOne({ _id: id });
      if (session !== null && isTheirs(caller, session)) return end(options, session, caller, origin);
      // An unknown id is answered like a foreign one, so that nobody learns which exist (ASVS 8.2).
      throw caller.user.roles.includes('ADMIN') ? new AppError('NOT_FOUND') : notOwned();
    },
    async byRefreshToken(caller, text, origin) {
      const token = options.refreshTokens.read(text);
      const id = token && new Types.ObjectId(token.sessionId);
      const session = id === undefined ? null : await collection.findOne({ _id: id });
      // Somebody else's token is answered like a made-up one (RFC 7009 section 2.1).
      if (session === null || !isTheirs(caller, session)) throw new AppError('TOKEN_INVALID');
      return end(options, session, caller, origin);
    },
  };
}

function isTheirs(caller: Caller, session: SessionDocument): boolean {
  return mayManageSessionsOf(caller, session.userId.toHexString());
}

async function end(
  { sessions, endSession, clock }: RevokeSessionOptions,
  session: SessionDocument,
  { user }: Caller,
  origin: RequestOrigin,
): Promise<SessionDocument> {
  if (expiryOf(session) <= clock.now()) return session;
  // Also where it was ended before: this replica may not have been told, and shall refuse its token from now on.
  await endSession(session._id, 'REVOKED', origin, { actorId: user._id.toHexString() });
  return (await rawCollection(sessions).findOne({ _id: session._id })) ?? session;
}
