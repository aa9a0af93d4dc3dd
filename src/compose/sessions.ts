/** The sessions room, and what it keeps in memory by the change feed. */
import { createGuard } from '@portcullis/guard';
import type { Connection } from 'mongoose';
import type { Config } from '../config/config.js';
import { type ChangeListener, createChangeFeed } from '../database/change-feed.js';
import type { InTransaction } from '../database/transaction.js';
import type { Clock } from '../foundation/clock.js';
import { createCursors } from '../foundation/cursors.js';
import type { Events } from '../foundation/events.js';
import type { Secrets } from '../foundation/secrets.js';
import { signingAlgorithms } from '../keys/key-policy.js';
import type { KeyRing } from '../keys/key-ring.js';
import type { SigningKeyModel } from '../keys/signing-key.model.js';
import type { Notices } from '../mail/notices.js';
import type { Outbox } from '../mail/outbox.js';
import { createIntrospectToken } from '../resource-servers/introspect-token.js';
import { createReadRevocationList } from '../resource-servers/revocation-list.js';
import { createRevokeToken } from '../resource-servers/revoke-token.js';
import { createAccessTokenIssuer } from '../sessions/access-token.js';
import { createAuthenticate } from '../sessions/authenticate.js';
import { createDeliverSession } from '../sessions/deliver-session.js';
import { createEndSession, type EndSession } from '../sessions/end-session.js';
import { createEndSessions } from '../sessions/end-sessions.js';
import { createForgetSessions } from '../sessions/forget-sessions.js';
import { createRefreshSession } from '../sessions/refresh-session.js';
import { createRefreshTokens, type RefreshTokens } from '../sessions/refresh-token.js';
import { createRevocationFeed, type RevocationFeed } from '../sessions/revocation-feed.js';
import { createRevokeSession } from '../sessions/revoke-session.js';
import { createRotateSession } from '../sessions/rotate-session.js';
import { createSessionCookies } from '../sessions/session-cookies.js';
import { createSessionList } from '../sessions/session-list.js';
import type { SessionModel } from '../sessions/session.model.js';
import { SessionsResolver } from '../sessions/sessions.resolver.js';
import { createShowUserVersion } from '../sessions/show-user-version.js';
import { createSignOut } from '../sessions/sign-out.js';
import { createStartSession } from '../sessions/start-session.js';
import { createUndertakings } from '../sessions/undertakings.js';
import { UserSessionsResolver } from '../sessions/user-sessions.resolver.js';
import { createUserCache, type UserCache } from '../users/user-cache.js';
import type { UserModel } from '../users/user.model.js';
import type { Parts } from './parts.js';

/** A user is about 1 KB. */
const USER_CACHE_CAPACITY = 10_000;

interface FeedParts {
  readonly connection: Connection;
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly signingKeys: SigningKeyModel;
  readonly keyRing: KeyRing;
}

/** What other replicas write, and the copies in memory that live on it. */
export function openFeed(
  config: Config,
  { clock, log }: Parts,
  { connection, users, sessions, signingKeys, keyRing }: FeedParts,
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
      { 'ns.coll': signingKeys.collection.name },
      { 'ns.coll': users.collection.name, operationType: { $in: ['update', 'replace', 'delete'] } },
      { 'ns.coll': sessions.collection.name, 'updateDescription.updatedFields.endedAt': { $exists: true } },
    ],
  };
  const listener: ChangeListener = {
    onChange: ({ collection, id }) => {
      if (collection === users.collection.name) userCache.forget(id);
      else if (collection === signingKeys.collection.name) keyRing.noteChange();
      else revocations.add(id);
    },
    onOpen: async () => {
      userCache.forgetAll();
      await Promise.all([keyRing.reload(), revocations.reload()]);
    },
  };
  const changes = createChangeFeed({ connection, match, listener, log });
  return { changes, userCache, revocations };
}

interface SessionParts {
  readonly users: UserModel;
  readonly sessions: SessionModel;
  readonly inTransaction: InTransaction;
  readonly feed: { readonly userCache: UserCache; readonly revocations: RevocationFeed };
  readonly keyRing: KeyRing;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly outbox: Outbox;
  readonly notices: Notices;
  readonly publicUrl: string;
}

export type SessionRoom = ReturnType<typeof openSessions>;

export function openSessions(config: Config, { clock, randomness }: Parts, parts: SessionParts) {
  const { sessions, feed } = parts;
  const { issueAccessToken, guard } = openAccessTokens(config, { clock, randomness }, parts);
  const refreshTokens = createRefreshTokens(parts.secrets);
  const endSession = createEndSession({ ...parts, ...feed, clock });
  const shared = { ...parts, ...feed, refreshTokens, issueAccessToken, endSession, clock };
  const { refreshTokenTtlMs: absoluteMs, refreshTokenIdleTtlMs: idleMs, clientId } = config;
  const startSession = createStartSession({
    ...shared,
    lifetimes: { absoluteMs, idleMs },
    maxPerUser: config.maxSessionsPerUser,
    clientId,
    randomness,
  });
  const rotateSession = createRotateSession({ ...shared, idleMs, graceMs: config.refreshGraceMs });
  const cookies = openCookies(config, clock, parts.publicUrl);
  const deliver = createDeliverSession(cookies, clock);
  const needsAccessToken = config.refreshNeedsAccessToken;
  const tokens = { rotateSession, refreshTokens, deliver, cookies, guard, needsAccessToken };
  const signOut = createSignOut({ refreshTokens, endSession, cookies });
  const authenticate = createAuthenticate({ guard, ...feed });
  return {
    startSession,
    issueAccessToken,
    cookies,
    deliver,
    forgetUser: createForgetSessions(sessions),
    endSessions: createEndSessions(sessions, endSession),
    showUserVersion: createShowUserVersion(sessions),
    undertakings: createUndertakings(sessions, parts.users),
    authenticate,
    readRevocationList: createReadRevocationList({
      ...feed,
      ...parts,
      issuer: config.issuer ?? parts.publicUrl,
      clock,
    }),
    forResourceServers: {
      introspectToken: createIntrospectToken({ ...shared, guard, authenticate }),
      revokeToken: createRevokeToken({ guard, refreshTokens, endSession }),
    },
    resolvers: [
      new SessionsResolver(createRefreshSession(tokens), signOut),
      openUserSessions(parts, refreshTokens, endSession, clock),
    ],
  };
}

/** What people see and end of their sessions. */
function openUserSessions(
  { sessions, secrets }: SessionParts,
  refreshTokens: RefreshTokens,
  endSession: EndSession,
  clock: Clock,
) {
  const list = createSessionList(sessions, createCursors(secrets));
  const revoke = createRevokeSession({ sessions, refreshTokens, endSession, clock });
  return new UserSessionsResolver(list, revoke, clock);
}

/** Who writes access tokens, and who judges them. */
function openAccessTokens(
  config: Config,
  { clock, randomness }: Pick<Parts, 'clock' | 'randomness'>,
  { keyRing, publicUrl }: SessionParts,
) {
  const {
    audience,
    clientId,
    accessTokenTyp: typ,
    accessTokenTtlMs: ttlMs,
    accessTokenClaims: claims,
  } = config;
  const issuer = config.issuer ?? publicUrl;
  const token = { issuer, audience, clientId, typ, ttlMs, claims };
  const findKey = (kid: string, algorithm: string) => keyRing.findKey(kid, algorithm);
  return {
    issueAccessToken: createAccessTokenIssuer({ keyRing, ...token, clock, randomness }),
    guard: createGuard({
      issuer,
      audience,
      findKey,
      algorithms: signingAlgorithms,
      typ,
      now: () => clock.now(),
    }),
  };
}

function openCookies(config: Config, clock: Clock, publicUrl: string) {
  const { protocol, pathname } = new URL(publicUrl);
  return createSessionCookies({
    // On plain http only a developer's own browser keeps them.
    isSecure: protocol === 'https:' || config.isProduction,
    sameSite: config.cookieSameSite,
    graphqlPath: `${pathname.replace(/\/$/, '')}/graphql`,
    hasAccessCookie: config.accessCookie,
    clock,
  });
}
