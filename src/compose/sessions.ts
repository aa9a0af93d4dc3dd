/** The sessions room, and what it keeps in memory by the change feed. */
import { createGuard } from '@portcullis/guard';
import type { Connection } from 'mongoose';
import type { Config } from '../config/config.js';
import { type ChangeListener, createChangeFeed } from '../database/change-feed.js';
import type { Events } from '../foundation/events.js';
import type { Secrets } from '../foundation/secrets.js';
import type { KeyRing } from '../keys/key-ring.js';
import { createAccessTokenIssuer } from '../sessions/access-token.js';
import { createAuthenticate } from '../sessions/authenticate.js';
import { createEndSession } from '../sessions/end-session.js';
import { createEndSessions } from '../sessions/end-sessions.js';
import { createRefreshTokens } from '../sessions/refresh-token.js';
import { createRevocationFeed, type RevocationFeed } from '../sessions/revocation-feed.js';
import { createRotateSession } from '../sessions/rotate-session.js';
import type { SessionModel } from '../sessions/session.model.js';
import { SessionsResolver } from '../sessions/sessions.resolver.js';
import { createShowUserVersion } from '../sessions/show-user-version.js';
import { createSignOut } from '../sessions/sign-out.js';
import { createStartSession } from '../sessions/start-session.js';
import { createUserCache, type UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { Parts } from './parts.js';

/** A user is about 1 KB. */
const USER_CACHE_CAPACITY = 10_000;

/** What other replicas write, and the two copies in memory that live on it. */
export function openFeed(
  config: Config,
  { clock, log }: Parts,
  connection: Connection,
  users: UserModel,
  sessions: SessionModel,
) {
  const isFed = () => changes.isAlive();
  const userCache = createUserCache({ users, capacity: USER_CACHE_CAPACITY, isFed });
  const revocations = createRevocationFeed({
    sessions,
    accessTokenTtlMs: config.accessTokenTtlMs,
    isFed,
    clock,
  });
  const match = {
    $or: [
      { 'ns.coll': users.collection.name, operationType: { $in: ['update', 'replace', 'delete'] } },
      { 'ns.coll': sessions.collection.name, 'updateDescription.updatedFields.endedAt': { $exists: true } },
    ],
  };
  const listener: ChangeListener = {
    onChange: ({ collection, id }) => {
      if (collection === users.collection.name) userCache.forget(id);
      else revocations.add(id);
    },
    onOpen: () => {
      userCache.forgetAll();
      return revocations.reload();
    },
  };
  const changes = createChangeFeed({ connection, match, listener, log });
  return { changes, userCache, revocations };
}

interface SessionParts {
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly feed: { readonly userCache: UserCache; readonly revocations: RevocationFeed };
  readonly keyRing: KeyRing;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly publicUrl: string;
}

export type SessionRoom = ReturnType<typeof openSessions>;

export function openSessions(config: Config, { clock, randomness }: Parts, parts: SessionParts) {
  const { users, sessions, keyRing, events } = parts;
  const { userCache, revocations } = parts.feed;
  const issuer = config.issuer ?? parts.publicUrl;
  const { audience, clientId, accessTokenTyp: typ } = config;
  const refreshTokens = createRefreshTokens(parts.secrets);
  const endSession = createEndSession({ sessions, revocations, events, clock });
  const token = {
    issuer,
    audience,
    clientId,
    typ,
    ttlMs: config.accessTokenTtlMs,
    claims: config.accessTokenClaims,
  };
  const issueAccessToken = createAccessTokenIssuer({ keyRing, ...token, clock, randomness });
  const shared = { sessions, users, userCache, refreshTokens, issueAccessToken, endSession, events, clock };
  const lifetimes = { absoluteMs: config.refreshTokenTtlMs, idleMs: config.refreshTokenIdleTtlMs };
  const startSession = createStartSession({ ...shared, lifetimes, clientId, randomness });
  const rotateSession = createRotateSession({
    ...shared,
    idleMs: lifetimes.idleMs,
    graceMs: config.refreshGraceMs,
  });
  const findKey = (kid: string) => keyRing.findKey(kid);
  const guard = createGuard({ issuer, audience, findKey, typ, now: () => clock.now() });
  return {
    startSession,
    issueAccessToken,
    endSessions: createEndSessions(sessions, endSession),
    showUserVersion: createShowUserVersion(sessions),
    authenticate: createAuthenticate({ guard, userCache, revocations }),
    resolver: new SessionsResolver(rotateSession, createSignOut(refreshTokens, endSession), clock),
  };
}
