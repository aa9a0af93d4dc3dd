/**
 * What an upstream is shown of a caller: an access token of the gateway's keys for that upstream alone, in the form of RFC 9068, so
 * that whatever verifies our access tokens takes it. It says what the account is now, and not what the caller's own token said.
 */
import type { AccessTokenClaims } from '@portcullis/guard';
import QuickLRU from 'quick-lru';

import type { Clock } from '../foundation/clock.js';
import type { Randomness } from '../foundation/randomness.js';
import type { KeyRing } from '../keys/key-ring.js';
import { type SigningKey, writeJwt } from '../keys/write-jwt.js';
import type { TokenCaller } from '../sessions/authenticate.js';
import type { CustomClaims } from '../sessions/custom-claims.js';
import type { Caller } from '../users/caller.js';
import type { PermissionsOf } from '../users/permissions.js';

/** Long enough that few requests sign, and short enough to be worth nothing to whoever finds one. */
const LIFE_SECONDS = 60;
/** One with less to live is written anew, where the caller's own lives longer. */
const LEAST_SECONDS = 20;
/** Some 1 KB each. */
const MOST_KEPT = 5_000;

export interface IdentityTokenOptions {
  readonly keyRing: Pick<KeyRing, 'signer'>;
  readonly issuer: string;
  readonly typ: string;
  readonly clientId: string;
  readonly customClaims: CustomClaims;
  readonly permissionsOf: PermissionsOf;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Kept for each session and upstream until near its end, or until account or key change. @throws StartupError as the key ring does. */
export type WriteIdentityToken = (audience: string, who: TokenCaller) => Promise<string>;

interface Kept {
  readonly text: string;
  readonly exp: number;
  readonly kid: string;
  readonly state: string;
}

export function createIdentityTokens(options: IdentityTokenOptions): WriteIdentityToken {
  const { keyRing, clock } = options;
  const kept = new QuickLRU<string, Kept>({ maxSize: MOST_KEPT });
  return async (audience, who) => {
    const { sessionId } = who;
    const signer = await keyRing.signer();
    const now = Math.floor(clock.now().getTime() / 1_000);
    const exp = Math.min(now + LIFE_SECONDS, who.expiresAtSeconds);
    const name = `${audience} ${sessionId}`;
    const state = stateOf(who);
    const known = kept.get(name);
    if (known?.kid === signer.kid && known.state === state && lasts(known, { now, exp })) return known.text;
    const text = await write(options, signer, who, { aud: audience, iat: now, exp });
    kept.set(name, { text, exp, kid: signer.kid, state });
    return text;
  };
}

/** One that was written for a token that lives longer than the one shown now would outlive it. */
function lasts(known: Kept, { now, exp }: { readonly now: number; readonly exp: number }): boolean {
  if (known.exp > exp) return false;
  return known.exp - now >= LEAST_SECONDS || (known.exp === exp && exp > now);
}

/** Whatever of it may change while the session lives. */
function stateOf({ user, authTime }: Caller): string {
  return `${user.version} ${user.roles.join()} ${authTime.getTime()}`;
}

function write(
  { issuer, typ, clientId, customClaims, permissionsOf, randomness }: IdentityTokenOptions,
  signer: SigningKey,
  { user, sessionId, amr, authTime }: Caller,
  times: Pick<AccessTokenClaims, 'aud' | 'iat' | 'exp'>,
): Promise<string> {
  const userId = user._id.toHexString();
  const claims: AccessTokenClaims = {
    ...customClaims.of(user, sessionId),
    iss: issuer,
    ...times,
    sub: userId,
    userId,
    sid: sessionId,
    client_id: clientId,
    amr,
    auth_time: Math.floor(authTime.getTime() / 1_000),
    roles: user.roles,
    permissions: permissionsOf(user.roles),
    email_verified: user.emailVerifiedAt !== undefined,
    jti: randomness(16).toString('base64url'),
  };
  return writeJwt(signer, typ, claims);
}
