/**
 * Verifies Portcullis access tokens. It owns what a token must be (algorithm, type, issuer, audience, times,
 * claims); where the public keys come from is the caller's business.
 * Knows neither a database nor a web framework, so that any resource server can use it.
 */
import { hash } from 'node:crypto';

import {
  type CryptoKey,
  decodeProtectedHeader,
  errors,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';

import { type AccessTokenClaims, isAccessTokenClaims } from './claims.js';
import { TokenError } from './token-error.js';
import { VerifiedTokens } from './verified-tokens.js';

export interface GuardOptions {
  /** The `iss` that is accepted, to the letter. */
  readonly issuer: string;
  /** The audiences of this resource server: one of them must be in `aud`. */
  readonly audience: string | readonly string[];
  /** The public key of a `kid`; undefined where there is none. */
  readonly findKey: (
    kid: string,
    algorithm: string,
  ) => CryptoKey | undefined | Promise<CryptoKey | undefined>;
  /** Accepted signature algorithms; never read from the token (RFC 8725 section 3.1). */
  readonly algorithms?: readonly string[];
  /** Accepted header `typ`; default at+jwt (RFC 9068 section 4). */
  readonly typ?: string;
  /** Tolerated difference of clocks, in seconds; default 0. */
  readonly clockToleranceSeconds?: number;
  /** Verified tokens remembered at most; default 10,000. 0: each is verified each time. */
  readonly cacheSize?: number;
  readonly now?: () => Date;
}

export interface Guard {
  /**
   * @param token a compact JWT, without the scheme.
   * @throws TokenError TOKEN_EXPIRED where only its time has passed, else TOKEN_INVALID.
   */
  verify(token: string, options?: VerifyOptions): Promise<AccessTokenClaims>;
}

export interface VerifyOptions {
  /** Takes a token whose time has passed, as proof of who had it and never as permission; default false. */
  readonly acceptExpired?: boolean;
}

/** Longer texts are not looked at: ours are under 2 KB, and a header is bounded by its server anyway. */
const MAX_TOKEN_LENGTH = 8_192;

/** The compact form (RFC 7515 section 3.1). jose also takes blanks and padding, so that one token had many texts. */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** @throws TypeError without an issuer. */
export function createGuard(options: GuardOptions): Guard {
  // jose leaves out the check of an issuer that is not given.
  if (!options.issuer) throw new TypeError('The guard needs the issuer whose tokens it accepts.');
  const now = options.now ?? (() => new Date());
  const toleranceMs = (options.clockToleranceSeconds ?? 0) * 1_000;
  const verified = new VerifiedTokens(options.cacheSize ?? 10_000);

  return {
    async verify(token, { acceptExpired = false } = {}) {
      if (token.length > MAX_TOKEN_LENGTH || !compactForm.test(token)) throw new TokenError('TOKEN_INVALID');
      const digest = hash('sha256', token, 'base64');
      const known = verified.get(digest);
      const claims = known ?? (await verifySignature(token, options, now, acceptExpired));
      const isExpired = claims.exp * 1_000 + toleranceMs <= now().getTime();
      if (isExpired && !acceptExpired) throw new TokenError('TOKEN_EXPIRED');
      if (known === undefined) verified.set(digest, claims);
      return claims;
    },
  };
}

async function verifySignature(
  token: string,
  options: GuardOptions,
  now: () => Date,
  acceptExpired: boolean,
): Promise<AccessTokenClaims> {
  const key = await findKey(token, options);
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: options.issuer,
      audience: [options.audience].flat(),
      algorithms: [...algorithmsOf(options)],
      typ: options.typ ?? 'at+jwt',
      clockTolerance: options.clockToleranceSeconds ?? 0,
      requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      currentDate: now(),
    });
    if (isAccessTokenClaims(payload)) return freezeDeep(payload);
  } catch (error) {
    // jose looks at the time last: all else was right.
    const expired = acceptExpired ? claimsOfExpired(error) : undefined;
    if (expired !== undefined) return freezeDeep(expired);
    throw refusal(error);
  }
  throw new TokenError('TOKEN_INVALID');
}

const algorithmsOf = ({ algorithms = ['EdDSA'] }: GuardOptions): readonly string[] => algorithms;

/** Before anything is verified; a key set out of reach says nothing about the token, and is no TokenError. */
async function findKey(token: string, options: GuardOptions): Promise<CryptoKey> {
  const { kid, alg } = readHeader(token);
  const isCandidate = typeof kid === 'string' && alg !== undefined && algorithmsOf(options).includes(alg);
  const key = isCandidate ? await options.findKey(kid, alg) : undefined;
  if (key === undefined) throw new TokenError('TOKEN_INVALID');
  return key;
}

function claimsOfExpired(error: unknown): AccessTokenClaims | undefined {
  const isExpired = error instanceof errors.JWTExpired && isAccessTokenClaims(error.payload);
  return isExpired ? (error.payload as AccessTokenClaims & typeof error.payload) : undefined;
}

function readHeader(token: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(token);
  } catch (error) {
    throw refusal(error);
  }
}

function refusal(error: unknown): unknown {
  if (claimsOfExpired(error) !== undefined) {
    return new TokenError('TOKEN_EXPIRED', { cause: errors.JWTExpired.code });
  }
  // Only the reason's code is kept: jose's error holds the claims, and whoever logs ours would log them.
  if (error instanceof errors.JOSEError) return new TokenError('TOKEN_INVALID', { cause: error.code });
  // A TypeError is jose's word for a text that is no token, and for a key that does not fit its algorithm.
  return error instanceof TypeError ? new TokenError('TOKEN_INVALID', { cause: error.message }) : error;
}

/** The cache gives all callers one object: what one of them wrote into it would be the next one's rights. */
function freezeDeep<T>(value: T): T {
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) freezeDeep(member);
  return Object.freeze(value);
}
