import { Types } from 'mongoose';

import type { Attempts } from '../abuse/attempts.js';
import { rawCollection } from '../database/raw-collection.js';
import type { Transaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { Events } from '../foundation/events.js';
import type { Randomness } from '../foundation/randomness.js';
import { isOpen } from '../users/is-open.js';
import type { UserDocument, UserModel } from '../users/user.model.js';
import type { IssueAccessToken } from './access-token.js';
import type { AddedClaims, BeforeToken } from './before-token.js';
import type { EndSession } from './end-session.js';
import type { FollowLanguage } from './follow-language.js';
import type { RefreshTokens } from './refresh-token.js';
import type { SessionDocument, SessionModel } from './session.model.js';
import { type SignedIn, completeSignIn } from './signed-in.js';

interface SessionLifetimes {
  readonly absoluteMs: number;
  readonly idleMs: number;
}

export interface StartSessionOptions {
  readonly sessions: SessionModel;
  readonly users: UserModel;
  readonly refreshTokens: RefreshTokens;
  readonly issueAccessToken: IssueAccessToken;
  readonly endSession: EndSession;
  /** Undefined: nobody is asked. */
  readonly beforeToken: BeforeToken | undefined;
  readonly lifetimes: SessionLifetimes;
  /** MAX_SESSIONS_PER_USER. */
  readonly maxPerUser: number;
  readonly clientId: string;
  /** A session is begun only by a complete sign-in, whichever way it came: here is where the limits hear of it. */
  readonly attempts: Attempts;
  readonly followLanguage: FollowLanguage;
  readonly events: Events;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Who proved to be whom, and how; whether that is enough, or a second factor is to come, is judged by `OpenSignIn`. */
export interface Proof {
  /** As it was read before the credentials were checked. */
  readonly user: UserDocument;
  /** In the words of the API. */
  readonly methods: readonly string[];
  /** In those of RFC 8176. */
  readonly amr: readonly string[];
  /** How the client wants its refresh token. */
  readonly transport: SessionDocument['transport'];
}

/** @throws AppError REFUSED_BY_HOOK; INVALID_CREDENTIALS where the credentials were changed meanwhile. */
export type StartSession = (proof: Proof, origin: RequestOrigin) => Promise<SignedIn>;

export function createStartSession(options: StartSessionOptions): StartSession {
  const { sessions, endSession, events } = options;
  return async (proof, origin) => {
    const id = new Types.ObjectId();
    const added = await askFirst(options, proof, id.toHexString(), origin);
    const draft = draftSession(options, proof, origin, id);
    await rawCollection(sessions).insertOne(draft.session);
    const owner = await readOwner(options, proof.user);
    if (owner === undefined || !isStillProven(owner, proof.user)) {
      await endSession(id, 'CREDENTIALS_CHANGED', origin);
      // Erased meanwhile: nothing of them is kept, this session neither.
      if (owner === undefined) await rawCollection(sessions).deleteOne({ _id: id });
      events.raise(
        'sign-in.failed',
        { userId: proof.user._id.toHexString(), reason: 'credentials-changed' },
        origin,
      );
      throw new AppError('INVALID_CREDENTIALS');
    }
    await Promise.all(owner.tooMany.map(({ _id }) => endSession(_id, 'TOO_MANY_SESSIONS', origin)));
    return complete(options, proof, { ...draft, added }, 'sign-in', origin);
  };
}

/** The session that an account begins with: it stands or falls with the account. */
export interface FirstSession {
  /** In the transaction that makes the account; it may be repeated with that. */
  store(transaction: Transaction): Promise<void>;
  /** Once that is committed. */
  complete(): Promise<SignedIn>;
}

/** @returns undefined where a hook is to be asked, which is told of accounts that stand: the session is started after that then. */
export type DraftFirstSession = (proof: Proof, origin: RequestOrigin) => FirstSession | undefined;

/** Nobody can have changed an account before it stands, nor can it have other sessions: neither is looked for. */
export function createDraftFirstSession(options: StartSessionOptions): DraftFirstSession {
  return (proof, origin) => {
    if (options.beforeToken !== undefined) return undefined;
    const draft = draftSession(options, proof, origin, new Types.ObjectId());
    return {
      async store(transaction) {
        await rawCollection(options.sessions).insertOne(draft.session, { session: transaction });
      },
      complete: () => complete(options, proof, draft, 'sign-up', origin),
    };
  };
}

interface Draft {
  readonly session: SessionDocument;
  readonly refreshToken: string;
  readonly added?: AddedClaims | undefined;
}

function draftSession(
  options: StartSessionOptions,
  proof: Proof,
  origin: RequestOrigin,
  id: Types.ObjectId,
): Draft {
  const first = options.refreshTokens.first(id.toHexString(), options.randomness(32));
  return { session: newSession(options, proof, origin, id, first.tokenHash), refreshToken: first.text };
}

/** Of a session that stands. */
async function complete(
  options: StartSessionOptions,
  { user, methods }: Proof,
  { session, refreshToken, added }: Draft,
  by: 'sign-in' | 'sign-up',
  origin: RequestOrigin,
): Promise<SignedIn> {
  const signedIn = await completeSignIn(options.issueAccessToken, user, session, refreshToken, added);
  const ids = { userId: user._id.toHexString(), sessionId: session._id.toHexString() };
  options.events.raise('sign-in.succeeded', { ...ids, methods }, origin);
  await options.followLanguage(user, origin);
  await options.attempts.proved(ids.userId, by, origin);
  return signedIn;
}

type Owner = Pick<UserDocument, 'credentialVersion' | 'suspendedAt' | 'deletedAt'> & {
  /** Past MAX_SESSIONS_PER_USER the oldest ends: a forgotten device gives way, and the newest is never refused. */
  readonly tooMany: readonly { readonly _id: Types.ObjectId }[];
};

async function askFirst(
  { beforeToken, events }: StartSessionOptions,
  { user, amr }: Proof,
  sessionId: string,
  origin: RequestOrigin,
): Promise<AddedClaims | undefined> {
  try {
    return await beforeToken?.({ cause: 'SIGN_IN', user, sessionId, amr }, origin);
  } catch (error) {
    if (error instanceof AppError && error.code === 'REFUSED_BY_HOOK')
      events.raise('sign-in.failed', { userId: user._id.toHexString(), reason: 'refused-by-hook' }, origin);
    throw error;
  }
}

/**
 * Whoever changes credentials bumps the version first and ends the sessions then. Ours stands in the database
 * already: either that change ends it, or its version is seen here, from the primary. None slips between.
 * @returns undefined for whoever was erased meanwhile.
 */
async function readOwner(options: StartSessionOptions, user: UserDocument): Promise<Owner | undefined> {
  const { users, sessions, maxPerUser, clock } = options;
  const now = clock.now();
  const open = { endedAt: { $exists: false }, idleExpiresAt: { $gt: now }, absoluteExpiresAt: { $gt: now } };
  const tooMany = [
    { $match: { userId: user._id, ...open } },
    { $sort: { _id: -1 } },
    { $skip: maxPerUser },
    { $project: { _id: 1 } },
  ];
  const [owner] = await rawCollection(users)
    .aggregate<Owner>(
      [
        { $match: { _id: user._id } },
        { $project: { credentialVersion: 1, suspendedAt: 1, deletedAt: 1 } },
        { $lookup: { from: sessions.collection.collectionName, pipeline: tooMany, as: 'tooMany' } },
      ],
      { readPreference: 'primary' },
    )
    .toArray();
  return owner;
}

function isStillProven(current: Owner, user: UserDocument): boolean {
  return isOpen(current) && current.credentialVersion === user.credentialVersion;
}

function newSession(
  { clock, lifetimes, clientId }: StartSessionOptions,
  { user, methods, amr, transport }: Proof,
  origin: RequestOrigin,
  id: Types.ObjectId,
  tokenHash: string,
): SessionDocument {
  const now = clock.now();
  return {
    _id: id,
    schemaVersion: 1,
    userId: user._id,
    clientId,
    transport,
    credentialVersion: user.credentialVersion,
    userVersion: user.version,
    methods: [...methods],
    amr: [...amr],
    authTime: now,
    generation: 0,
    tokenHash,
    createdAt: now,
    createdByIp: origin.ip,
    ...(origin.userAgent !== undefined && { userAgent: origin.userAgent }),
    absoluteExpiresAt: new Date(now.getTime() + lifetimes.absoluteMs),
    idleExpiresAt: new Date(now.getTime() + lifetimes.idleMs),
  };
}
