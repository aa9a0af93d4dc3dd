/** Writes access tokens (JWT profile for access tokens, RFC 9068). Verifying them is packages/guard's. */
import type { Clock } from '../foundation/clock.js';
import type { Randomness } from '../foundation/randomness.js';
import type { KeyRing } from '../keys/key-ring.js';
import { writeJwt } from '../keys/write-jwt.js';
import type { PermissionsOf } from '../users/permissions.js';
import type { UserDocument } from '../users/user.model.js';
import type { AddedClaims } from './before-token.js';
import { type WithheldRoles, withoutRoles } from './counting-roles.js';
import type { CustomClaims } from './custom-claims.js';
import { expiryOf, type SessionDocument } from './session.model.js';

export interface AccessTokenOptions {
  readonly keyRing: KeyRing;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly clientId: string;
  readonly typ: string;
  readonly ttlMs: number;
  /** Which of email, roles, permissions, scope, name, phone_number it carries beside the fixed claims. */
  readonly claims: readonly string[];
  readonly withheldRoles: WithheldRoles;
  readonly permissionsOf: PermissionsOf;
  readonly customClaims: CustomClaims;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export interface AccessToken {
  readonly text: string;
  readonly expiresAt: Date;
}

/**
 * Shows the account as it is handed in, so it is to be what was stored.
 * @param added what `BeforeToken` adds; it comes before templates of the same name.
 * @throws StartupError as the key ring does.
 */
export type IssueAccessToken = (
  user: UserDocument,
  session: SessionDocument,
  added?: AddedClaims,
) => Promise<AccessToken>;

export function createAccessTokenIssuer(options: AccessTokenOptions): IssueAccessToken {
  const { keyRing, clock, randomness } = options;
  const [only, ...more] = options.audience;
  const audience = more.length === 0 && only !== undefined ? only : [...options.audience];

  return async (user, session, added) => {
    const now = clock.now().getTime();
    const iat = Math.floor(now / 1_000);
    // Never longer than the session, and a whole second, since `exp` has no finer unit.
    const exp = Math.floor(Math.min(now + options.ttlMs, expiryOf(session).getTime()) / 1_000);
    const counting = withoutRoles(user, options.withheldRoles(user, session.amr));
    const text = await writeJwt(await keyRing.signer(), options.typ, {
      ...options.customClaims.of(counting, session._id.toHexString()),
      ...added,
      iss: options.issuer,
      aud: audience,
      ...subjectClaims(user, session),
      ...optionalClaims(counting, options),
      client_id: options.clientId,
      iat,
      exp,
      jti: randomness(16).toString('base64url'),
    });
    return { text, expiresAt: new Date(exp * 1_000) };
  };
}

function subjectClaims(user: UserDocument, session: SessionDocument) {
  const userId = user._id.toHexString();
  return {
    sub: userId,
    userId,
    sid: session._id.toHexString(),
    amr: session.amr,
    auth_time: Math.floor(session.authTime.getTime() / 1_000),
  };
}

function optionalClaims(user: UserDocument, options: AccessTokenOptions) {
  const { claims: wanted, permissionsOf } = options;
  const name = [user.firstName, user.lastName].filter((part) => part !== undefined).join(' ');
  return {
    ...(wanted.includes('email') && {
      email: user.email,
      email_verified: user.emailVerifiedAt !== undefined,
    }),
    ...(wanted.includes('roles') && { roles: user.roles }),
    ...(wanted.includes('permissions') && { permissions: permissionsOf(user.roles) }),
    // RFC 9068 section 2.2.3, in the form of RFC 8693 section 4.2.
    ...(wanted.includes('scope') && { scope: permissionsOf(user.roles).join(' ') }),
    ...(wanted.includes('name') && name !== '' && { name }),
    ...(wanted.includes('phone_number') &&
      user.phoneNumber !== undefined && { phone_number: user.phoneNumber }),
  };
}

/** The names of all claims that a token of these settings may carry. */
export function accessTokenClaimNames(wanted: readonly string[]): string[] {
  const fixed = ['iss', 'aud', 'sub', 'userId', 'client_id', 'sid', 'amr', 'auth_time', 'iat', 'exp', 'jti'];
  return [...fixed, ...wanted.flatMap((name) => (name === 'email' ? ['email', 'email_verified'] : [name]))];
}
