/**
 * What a token stands for at this moment (RFC 7662): the token itself, its session and its account together. Asks and
 * changes nothing else: a spent refresh token is told as dead here, and ends its session only where it is used.
 */
import { type AccessTokenClaims, type Guard, TokenError } from '@portcullis/guard';
import { Types } from 'mongoose';

import { rawCollection } from '../database/raw-collection.js';
import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { Authenticate } from '../sessions/authenticate.js';
import type { RefreshToken, RefreshTokens } from '../sessions/refresh-token.js';
import { expiryOf, type SessionDocument, type SessionModel } from '../sessions/session.model.js';
import { isOpen } from '../users/is-open.js';
import type { PermissionsOf } from '../users/permissions.js';
import type { UserCache } from '../users/user-cache.js';
import type { UserDocument } from '../users/user.model.js';

/** In the words of RFC 7662 section 2.2. Of a dead token nothing is told, not even why (section 4). */
type Introspection = { readonly active: false } | LiveAccessToken | LiveRefreshToken;

/** As the token says, but for what may have changed since: address and roles are those of the account now. */
interface LiveAccessToken extends Omit<
  AccessTokenClaims,
  'userId' | 'email' | 'email_verified' | 'roles' | 'permissions' | 'scope' | 'name' | 'phone_number'
> {
  readonly active: true;
  readonly token_type: 'Bearer';
  readonly email: string;
  readonly email_verified: boolean;
  readonly roles: readonly string[];
  readonly permissions?: readonly string[];
  readonly scope?: string;
  readonly username?: string;
}

interface LiveRefreshToken {
  readonly active: true;
  readonly token_type: 'refresh_token';
  readonly sub: string;
  readonly sid: string;
  readonly client_id: string;
  /** Seconds since 1970. */
  readonly iat: number;
  readonly exp: number;
}

export interface IntrospectTokenOptions {
  readonly guard: Guard;
  readonly authenticate: Authenticate;
  readonly refreshTokens: RefreshTokens;
  readonly sessions: SessionModel;
  readonly userCache: UserCache;
  readonly permissionsOf: PermissionsOf;
  readonly clock: Clock;
}

/**
 * @param token of either kind; its form tells which. @param hint of the caller (RFC 7662 section 2.1): a refresh token is
 * alive only to who asks for one, since whoever else is shown it may take it for a bearer token.
 */
export type IntrospectToken = (token: string, hint: string | undefined) => Promise<Introspection>;

export function createIntrospectToken(options: IntrospectTokenOptions): IntrospectToken {
  return async (token, hint) => {
    const refreshToken = options.refreshTokens.read(token);
    if (refreshToken === undefined) return (await findLiveAccessToken(options, token)) ?? dead;
    if (hint !== 'refresh_token') return dead;
    return (await findLiveRefreshToken(options, refreshToken)) ?? dead;
  };
}

const dead = { active: false } as const;

async function findLiveAccessToken(
  { guard, authenticate, permissionsOf }: IntrospectTokenOptions,
  token: string,
): Promise<LiveAccessToken | undefined> {
  try {
    const { user } = await authenticate(token);
    return describe(await guard.verify(token), user, permissionsOf(user.roles));
  } catch (error) {
    // Anything else, such as a database out of reach, says nothing about the token.
    if (error instanceof TokenError || (error instanceof AppError && error.status === 401)) return undefined;
    throw error;
  }
}

function describe(
  claims: AccessTokenClaims,
  user: UserDocument,
  permissions: readonly string[],
): LiveAccessToken {
  const { iss, sub, aud, client_id, exp, iat, jti, sid, amr, auth_time } = claims;
  return {
    active: true,
    token_type: 'Bearer',
    ...{ iss, sub, aud, client_id, exp, iat, jti, sid, amr, auth_time },
    email: user.email,
    email_verified: user.emailVerifiedAt !== undefined,
    roles: user.roles,
    ...(permissions.length > 0 && { permissions, scope: permissions.join(' ') }),
    ...(user.username !== undefined && { username: user.username }),
  };
}

async function findLiveRefreshToken(
  { sessions, refreshTokens, userCache, clock }: IntrospectTokenOptions,
  token: RefreshToken,
): Promise<LiveRefreshToken | undefined> {
  const session = await rawCollection(sessions).findOne({
    _id: new Types.ObjectId(token.sessionId),
    generation: token.generation,
    tokenHash: { $in: refreshTokens.hashes(token) },
    endedAt: { $exists: false },
  });
  if (session === null || expiryOf(session) <= clock.now()) return undefined;
  const user = await userCache.find(session.userId.toHexString(), session.userVersion);
  if (user === null || !mayRefresh(user, session)) return undefined;
  return {
    active: true,
    token_type: 'refresh_token',
    sub: session.userId.toHexString(),
    sid: token.sessionId,
    client_id: session.clientId,
    iat: toSeconds(session.lastRefreshedAt ?? session.createdAt),
    exp: toSeconds(expiryOf(session)),
  };
}

function mayRefresh(user: UserDocument, session: SessionDocument): boolean {
  return isOpen(user) && session.credentialVersion >= user.credentialVersion;
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1_000);
}
