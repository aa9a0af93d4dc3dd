/**
 * Refresh: replaces a refresh token by its successor, in one conditional update. Everything else that can be
 * presented is judged after that update did nothing, and changes at most one thing: reuse ends the session.
 */
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Silence } from '../database/silence.js';
import type { Transaction } from '../database/transaction.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Notices } from '../mail/notices.js';
import { isOpen } from '../users/is-open.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument } from '../users/user.model.js';
import type { IssueAccessToken } from './access-token.js';
import type { AddedClaims, BeforeToken } from './before-token.js';
import type { EndSession } from './end-session.js';
import type { RefreshToken } from './refresh-token.js';
import { expiryOf, type SessionDocument } from './session.model.js';
import { type SignedIn, completeSignIn } from './signed-in.js';
import { createWriteRotation, type WriteRotationOptions } from './write-rotation.js';

export interface RotateSessionOptions extends WriteRotationOptions {
  readonly userCache: UserCache;
  readonly issueAccessToken: IssueAccessToken;
  readonly endSession: EndSession;
  /** Undefined: nobody is asked. */
  readonly beforeToken: BeforeToken | undefined;
  readonly notices: Notices;
  /** How long after its rotation a spent token gets the same successor again. */
  readonly graceMs: number;
  /** What of the grace fell into it does not count: nobody could ask again. */
  readonly lastSilence: () => Silence | undefined;
  readonly events: Events;
}

/** @throws AppError TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_REUSED; REFUSED_BY_HOOK or UNAVAILABLE, and the token is unspent. */
export type RotateSession = (refreshToken: string, origin: RequestOrigin) => Promise<SignedIn>;

export function createRotateSession(options: RotateSessionOptions): RotateSession {
  const writeRotation = createWriteRotation(options);
  return async (text, origin) => {
    const token = options.refreshTokens.read(text);
    if (token === undefined) throw new AppError('TOKEN_INVALID');
    const added = options.beforeToken && (await askBefore(options, options.beforeToken, token, origin));
    const successor = options.refreshTokens.successor(token);
    const rotated = await writeRotation({ token, nextHash: successor.tokenHash, ip: origin.ip });
    if (rotated === null) return answerSpentToken(options, token, origin, added);
    const user = await findOwner(options.userCache, rotated);
    const ids = { userId: user._id.toHexString(), sessionId: token.sessionId };
    options.events.raise('session.refreshed', { ...ids, rotations: rotated.generation }, origin);
    return completeSignIn(options.issueAccessToken, user, rotated, successor.text, added);
  };
}

/** Of a token that is good for an answer, as far as can be seen before it is spent; all others are judged without. */
async function askBefore(
  options: RotateSessionOptions,
  beforeToken: BeforeToken,
  token: RefreshToken,
  origin: RequestOrigin,
): Promise<AddedClaims | undefined> {
  const { sessions, refreshTokens } = options;
  const session = await rawCollection(sessions).findOne({ _id: new Types.ObjectId(token.sessionId) });
  if (session === null || session.endedAt !== undefined) return undefined;
  const isCurrent =
    session.generation === token.generation && refreshTokens.hashes(token).includes(session.tokenHash);
  if (!isCurrent && judge(token, session, options) !== 'REPEAT') return undefined;
  const user = await findOwner(options.userCache, session);
  const { sessionId } = token;
  return beforeToken({ cause: 'REFRESH', user, sessionId, amr: session.amr }, origin);
}

/** The update did nothing: gives the lost answer again where that is due, and refuses otherwise. */
async function answerSpentToken(
  options: RotateSessionOptions,
  token: RefreshToken,
  origin: RequestOrigin,
  added: AddedClaims | undefined,
): Promise<SignedIn> {
  const session = await rawCollection(options.sessions).findOne({ _id: new Types.ObjectId(token.sessionId) });
  if (session === null) throw new AppError('TOKEN_INVALID');
  const verdict = judge(token, session, options);
  if (verdict === 'TOKEN_INVALID' || verdict === 'TOKEN_EXPIRED') throw new AppError(verdict);
  const successor =
    verdict === 'REPEAT' ? options.refreshTokens.storedSuccessor(token, session.tokenHash) : undefined;
  if (successor === undefined) return refuseReuse(options, session, origin);
  const user = await findOwner(options.userCache, session);
  return completeSignIn(options.issueAccessToken, user, session, successor.text, added);
}

type Verdict = 'TOKEN_INVALID' | 'TOKEN_EXPIRED' | 'REPEAT' | 'REUSE';

function judge(token: RefreshToken, session: SessionDocument, options: RotateSessionOptions): Verdict {
  const now = options.clock.now().getTime();
  const behind = session.generation - token.generation;
  const isReused = behind > 0 && !(behind === 1 && isJustReplaced(session, now, options));
  if (session.endedAt !== undefined) return isReused ? 'REUSE' : 'TOKEN_INVALID';
  // Ahead of its session, or level with it: the update would have taken it, were it the one that is stored.
  if (behind < 0) return 'TOKEN_INVALID';
  if (expiryOf(session).getTime() <= now) return 'TOKEN_EXPIRED';
  if (behind === 0) return 'TOKEN_INVALID';
  return isReused ? 'REUSE' : 'REPEAT';
}

/** Whether its answer may have been lost on the way, and the grace for that is not over. */
function isJustReplaced(
  { lastRefreshedAt }: SessionDocument,
  now: number,
  { graceMs, lastSilence }: Pick<RotateSessionOptions, 'graceMs' | 'lastSilence'>,
): boolean {
  if (graceMs === 0 || lastRefreshedAt === undefined) return false;
  const replacedAt = lastRefreshedAt.getTime();
  if (now - replacedAt < graceMs) return true;
  const silence = lastSilence();
  if (silence === undefined) return false;
  const [since, until] = [silence.since.getTime(), silence.until.getTime()];
  return replacedAt > since - graceMs && replacedAt <= until && now - until < graceMs;
}

/** A token that was replaced is in two hands: nobody can tell which is the thief's (RFC 9700 section 4.14.2). */
async function refuseReuse(
  { userCache, endSession, notices, events }: RotateSessionOptions,
  session: SessionDocument,
  origin: RequestOrigin,
): Promise<never> {
  const ids = { userId: session.userId.toHexString(), sessionId: session._id.toHexString() };
  const owner = await userCache.find(ids.userId);
  const alongside = async (transaction: Transaction) => {
    if (owner !== null) await notices.write('session-reused', owner, origin, transaction);
  };
  if (await endSession(session._id, 'REUSED', origin, { alongside })) {
    events.raise('session.reuse-detected', ids, origin);
  }
  throw new AppError('TOKEN_REUSED');
}

/** A session of an older credential version outlived the change that should have ended it: it is over. */
async function findOwner(userCache: UserCache, session: SessionDocument): Promise<UserDocument> {
  const user = await userCache.find(session.userId.toHexString(), session.userVersion);
  const isRefused = user === null || !isOpen(user) || session.credentialVersion < user.credentialVersion;
  if (isRefused) throw new AppError('TOKEN_INVALID');
  return user;
}
