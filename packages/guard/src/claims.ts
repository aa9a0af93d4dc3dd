import type { JWTPayload } from 'jose';

/** What a verified access token says (JWT profile for access tokens, RFC 9068). Times are seconds since 1970. */
export interface AccessTokenClaims {
  readonly iss: string;
  readonly aud: string | readonly string[];
  readonly sub: string;
  /** The same as `sub`. */
  readonly userId: string;
  readonly client_id: string;
  /** The session's id. */
  readonly sid: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly roles?: readonly string[];
  /** What these roles may do, where the gateway names it (`ROLE_PERMISSIONS`). */
  readonly permissions?: readonly string[];
  /** The same with blanks between (RFC 8693 section 4.2). */
  readonly scope?: string;
  readonly name?: string;
  readonly phone_number?: string;
  /** How the caller proved who they are (RFC 8176). */
  readonly amr: readonly string[];
  readonly auth_time: number;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';
const isTextList = (value: unknown): boolean => Array.isArray(value) && value.every(isText);
const isOptional = (check: (value: unknown) => boolean) => (value: unknown) =>
  value === undefined || check(value);

const checks: Readonly<Record<string, (value: unknown) => boolean>> = {
  sub: isText,
  userId: isText,
  client_id: isText,
  sid: isText,
  jti: isText,
  amr: isTextList,
  auth_time: Number.isInteger,
  iat: Number.isInteger,
  exp: Number.isInteger,
  email: isOptional(isText),
  email_verified: isOptional((value) => typeof value === 'boolean'),
  roles: isOptional(isTextList),
  permissions: isOptional(isTextList),
  scope: isOptional((value) => typeof value === 'string'),
};

/**
 * A signature proves who wrote the claims, not that they are an access token's: a token of another kind
 * signed by the same key must not pass (RFC 8725 section 3.12).
 */
export function isAccessTokenClaims(payload: JWTPayload): payload is JWTPayload & AccessTokenClaims {
  return (
    Object.entries(checks).every(([name, check]) => check(payload[name])) && payload['userId'] === payload.sub
  );
}
