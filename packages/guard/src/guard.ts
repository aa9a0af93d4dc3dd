/**
 * Verifies Portcullis access tokens. It owns what a token must be (algorithm, type, issuer, audience, times,
 * claims); where the public keys come from is the caller's business.
 * Knows neither a database nor a web framework, so that any resource server can use it.
 */
import { createHash } from 'node:crypto';

import { type CryptoKey, errors, type JWTHeaderParameters, jwtVerify } from 'jose';

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
  verify(token: string): Promise<AccessTokenClaims>;
}

/** Longer texts are not looked at: ours are under 2 KB, and a header is bounded by its server anyway. */
const MAX_TOKEN_LENGTH = 8_192;

export function createGuard(options: GuardOptions): Guard {
  const now = options.now ?? (() => new Date());
  const toleranceMs = (options.clockToleranceSeconds ?? 0) * 1_000;
  const verified = new VerifiedTokens(options.cacheSize ?? 10_000);

  return {
    async verify(token) {
      if (token.length > MAX_TOKEN_LENGTH) throw new TokenError('TOKEN_INVALID');
      const digest = createHash('sha256').update(token).digest('base64');
      const known = verified.get(digest);
      const claims = known ?? (await verifySignature(token, options, now));
      if (claims.exp * 1_000 + toleranceMs <= now().getTime()) throw new TokenError('TOKEN_EXPIRED');
      if (known === undefined) verified.set(digest, claims);
      return claims;
    },
  };
}

async function verifySignature(
  token: string,
  options: GuardOptions,
  now: () => Date,
): Promise<AccessTokenClaims> {
  const key = async (header: JWTHeaderParameters) => {
    const found = typeof header.kid === 'string' ? await options.findKey(header.kid, header.alg) : undefined;
    if (found === undefined) throw new TokenError('TOKEN_INVALID');
    return found;
  };
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer: options.issuer,
      audience: [options.audience].flat(),
      algorithms: [...(options.algorithms ?? ['EdDSA'])],
      typ: options.typ ?? 'at+jwt',
      clockTolerance: options.clockToleranceSeconds ?? 0,
      requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      currentDate: now(),
    });
    if (isAccessTokenClaims(payload)) return payload;
  } catch (error) {
    throw refusal(error);
  }
  throw new TokenError('TOKEN_INVALID');
}

function refusal(error: unknown): unknown {
  if (error instanceof TokenError) return error;
  if (error instanceof errors.JWTExpired) return new TokenError('TOKEN_EXPIRED', { cause: error });
  // A TypeError is jose's word for a key that does not fit the token's algorithm.
  if (error instanceof errors.JOSEError || error instanceof TypeError) {
    return new TokenError('TOKEN_INVALID', { cause: error });
  }
  return error;
}
