/**
 * Sessions, and the tokens they are held by: begun by whoever proved who they are, refreshed, ended. Judges access tokens for
 * everybody else. Knows no credential, and not by which way anybody came in.
 */
import { createGuard } from '@portcullis/guard';
import { Types } from 'mongoose';

import type { AbuseRoom } from '../abuse/abuse.room.js';
import type { Config } from '../config/config.js';
import { createCursors } from '../foundation/cursors.js';
import { StartupError } from '../foundation/startup-error.js';
import type { Ground } from '../house/ground.js';
import { createOriginPolicy } from '../http/origin-policy.js';
import { createDiscoveryRoute, type Metadata } from '../keys/discovery.route.js';
import { keySetMaxAgeSeconds } from '../keys/key-policy.js';
import type { KeysRoom } from '../keys/keys.room.js';
import { signingAlgorithms } from '../keys/signing-algorithm.js';
import type { MailRoom } from '../mail/mail.room.js';
import type { UsersRoom } from '../users/users.room.js';
import { accessTokenClaimNames, createAccessTokenIssuer } from './access-token.js';
import { createAuthenticate } from './authenticate.js';
import { type BeforeTokenPort, createBeforeToken } from './before-token.js';
import { createWithheldRoles, type WithheldRoles } from './counting-roles.js';
import { createCustomClaims, type CustomClaims } from './custom-claims.js';
import { createDeliverSession } from './deliver-session.js';
import { createEndSession } from './end-session.js';
import { createEndSessions } from './end-sessions.js';
import { createFollowLanguage } from './follow-language.js';
import { createForgetSessions } from './forget-sessions.js';
import { createReadAccessToken } from './read-access-token.js';
import { createRefreshSession } from './refresh-session.js';
import { createRefreshTokens } from './refresh-token.js';
import { createRevocationFeed, type RevocationFeed } from './revocation-feed.js';
import { createRevokeSession } from './revoke-session.js';
import { createRotateSession } from './rotate-session.js';
import { createSessionCookies } from './session-cookies.js';
import { createSessionList } from './session-list.js';
import { createSessionModel, type SessionModel } from './session.model.js';
import { SessionsResolver } from './sessions.resolver.js';
import { createShowUserVersion } from './show-user-version.js';
import { createSignOut } from './sign-out.js';
import { createDraftFirstSession, createStartSession } from './start-session.js';
import { createUndertakings } from './undertakings.js';
import { UserSessionsResolver } from './user-sessions.resolver.js';

export interface SessionsNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'users' | 'userCache' | 'permissionsOf'>;
  readonly keys: Pick<KeysRoom, 'keyRing'>;
  readonly abuse: Pick<AbuseRoom, 'attempts' | 'knownSources'>;
  readonly mail: Pick<MailRoom, 'notices'>;
  /** Undefined: nobody is asked. */
  readonly beforeToken: BeforeTokenPort | undefined;
  /** What the rooms above tell in the discovery document. */
  readonly metadata: () => Metadata;
}

export type SessionsRoom = ReturnType<typeof createSessionsRoom>;

export function createSessionsRoom(needs: SessionsNeeds) {
  const { ground, mail } = needs;
  const { config, inTransaction, secrets, events, isFed, lastSilence, clock } = ground;
  const { users, userCache } = needs.users;
  const sessions = createSessionModel(ground.connection);
  const { accessTokenTtlMs, refreshTokenIdleTtlMs: idleMs, refreshGraceMs: graceMs } = config;
  const revocations = createRevocationFeed({ sessions, accessTokenTtlMs, isFed, clock });
  const refreshTokens = createRefreshTokens(secrets);
  const endSession = createEndSession({ sessions, inTransaction, revocations, events, clock });
  const withheldRoles = createWithheldRoles(config.requireSecondFactor ?? []);
  const customClaims = createClaims(needs);
  const beforeToken = createBeforeToken(needs.beforeToken, customClaims);
  const issueAccessToken = createIssuer(needs, withheldRoles, customClaims);
  const guard = createOwnGuard(needs);
  const tokens = { refreshTokens, issueAccessToken, endSession, beforeToken };
  const { notices } = mail;
  const rotateSession = createRotateSession({
    ...{ sessions, userCache, ...tokens, notices, idleMs, graceMs, lastSilence, events, clock },
  });
  const cookies = createSessionCookies(cookieOptions(ground));
  const isOwnOrigin = createOriginPolicy(ground.publicUrl, ownOrigins(config));
  const deliver = createDeliverSession({ cookies, withheldRoles, clock });
  const refresh = createRefreshSession({
    ...{ rotateSession, refreshTokens, deliver, cookies, guard },
    needsAccessToken: config.refreshNeedsAccessToken,
  });
  return {
    sessions,
    ...createStarts(needs, { sessions, ...tokens }),
    ...{ issueAccessToken, beforeToken, customClaims },
    endSession,
    endSessions: createEndSessions(sessions, endSession),
    refreshTokens,
    cookies,
    isOwnOrigin,
    readAccessToken: createReadAccessToken(cookies, isOwnOrigin),
    deliver,
    guard,
    authenticate: createAuthenticate({ guard, userCache, revocations, withheldRoles }),
    revocations,
    showUserVersion: createShowUserVersion(sessions),
    undertakings: createUndertakings(sessions, users),
    contributes: {
      resolvers: [
        new SessionsResolver(refresh, createSignOut({ refreshTokens, endSession, cookies })),
        new UserSessionsResolver(
          createSessionList(sessions, createCursors(secrets)),
          createRevokeSession({ sessions, refreshTokens, endSession, clock }),
          clock,
        ),
      ],
      staticRoutes: [createDiscovery(needs)],
      watches: [watchEnds(sessions, revocations)],
      erasers: [createForgetSessions(sessions)],
    },
  };
}

type Tokens = Pick<
  Parameters<typeof createStartSession>[0],
  'sessions' | 'refreshTokens' | 'issueAccessToken' | 'endSession' | 'beforeToken'
>;

function createStarts({ ground, users: { users, userCache }, abuse }: SessionsNeeds, tokens: Tokens) {
  const { config, catalogue, events, clock, randomness } = ground;
  const { attempts, knownSources } = abuse;
  const { refreshTokenTtlMs: absoluteMs, refreshTokenIdleTtlMs: idleMs, clientId } = config;
  const followLanguage = createFollowLanguage({ users, userCache, knownSources, catalogue, clock });
  const options = {
    ...{ ...tokens, users, attempts, followLanguage, clientId, events, clock, randomness },
    lifetimes: { absoluteMs, idleMs },
    maxPerUser: config.maxSessionsPerUser,
  };
  return {
    startSession: createStartSession(options),
    draftFirstSession: createDraftFirstSession(options),
  };
}

/** @throws StartupError where CUSTOM_CLAIMS are too long for a token by themselves. */
function createClaims({ ground: { config, log }, users: { permissionsOf } }: SessionsNeeds): CustomClaims {
  const told = new Set<string>();
  const claims = createCustomClaims({
    templates: config.customClaims ?? {},
    permissionsOf,
    roles: config.roles,
    onTooLong(userId) {
      if (told.has(userId) || told.size >= MOST_TOLD) return;
      told.add(userId);
      log.warn({ userId }, 'the claims of CUSTOM_CLAIMS are too long for an access token, and left out');
    },
  });
  const nobody = { _id: new Types.ObjectId(), email: '', roles: [] };
  if (claims.fit(nobody)) return claims;
  throw new StartupError('CUSTOM_CLAIMS are too long for an access token: 2 KB at most, with all of ROLES.');
}

/** Accounts that are told of once each. */
const MOST_TOLD = 1_000;

/** Who writes access tokens. */
function createIssuer(
  {
    ground: { config, issuer, clock, randomness },
    keys: { keyRing },
    users: { permissionsOf },
  }: SessionsNeeds,
  withheldRoles: WithheldRoles,
  customClaims: CustomClaims,
) {
  const {
    audience,
    clientId,
    accessTokenTyp: typ,
    accessTokenTtlMs: ttlMs,
    accessTokenClaims: claims,
  } = config;
  return createAccessTokenIssuer({
    ...{ keyRing, issuer, audience, clientId, typ, ttlMs, claims },
    ...{ withheldRoles, permissionsOf, customClaims, clock, randomness },
  });
}

/** What a library finds by the issuer's URL alone, also of what their tokens carry. */
function createDiscovery({
  ground: { config, publicUrl, issuer },
  keys: { keyRing },
  metadata,
}: SessionsNeeds) {
  const claims = accessTokenClaimNames(config.accessTokenClaims);
  const maxAgeSeconds = keySetMaxAgeSeconds(config.keyRotationLeadMs);
  return createDiscoveryRoute({ keyRing, issuer, publicUrl, claims, maxAgeSeconds, more: metadata });
}

/** Who judges them. */
function createOwnGuard({ ground: { config, issuer, clock }, keys: { keyRing } }: SessionsNeeds) {
  return createGuard({
    issuer,
    audience: config.audience,
    findKey: (kid, algorithm) => keyRing.findKey(kid, algorithm),
    algorithms: signingAlgorithms,
    typ: config.accessTokenTyp,
    now: () => clock.now(),
  });
}

/** Undefined: those of this machine, for development. */
function ownOrigins({ corsOrigins, isProduction }: Config): readonly string[] | undefined {
  return corsOrigins ?? (isProduction ? [] : undefined);
}

function watchEnds(sessions: SessionModel, revocations: RevocationFeed) {
  return {
    collection: sessions.collection.name,
    match: { 'updateDescription.updatedFields.endedAt': { $exists: true } },
    onChange: (id: string) => {
      revocations.add(id);
    },
    onOpen: () => revocations.reload(),
  };
}

function cookieOptions({ config, publicUrl, clock }: Pick<Ground, 'config' | 'publicUrl' | 'clock'>) {
  const { protocol, pathname } = new URL(publicUrl);
  return {
    // On plain http only a developer's own browser keeps them.
    isSecure: protocol === 'https:' || config.isProduction,
    sameSite: config.cookieSameSite,
    graphqlPath: `${pathname.replace(/\/$/, '')}/graphql`,
    hasAccessCookie: config.accessCookie,
    clock,
  };
}
