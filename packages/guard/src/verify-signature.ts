/** Judges a token that was not seen before: form, algorithm, key, signature, claims. */
import { decodeProtectedHeader, errors, jwtVerify, type ProtectedHeaderParameters } from 'jose';

import { type AccessTokenClaims, isAccessTokenClaims } from './claims.js';
import type { TokenRules } from './guard-options.js';
import type { FindKey } from './public-key.js';
import { TokenError } from './token-error.js';
import type { VerifiedToken } from './verified-tokens.js';

export interface SignatureRules extends Omit<TokenRules, 'algorithms' | 'cacheSize'> {
  readonly findKey: FindKey;
  readonly algorithms: ReadonlySet<string>;
  readonly clockToleranceSeconds: number;
  readonly now: () => Date;
}

/** Longer texts are not looked at: ours are under 2 KB, and a header is bounded by its server anyway. */
const MAX_TOKEN_LENGTH = 8_192;

/** The compact form (RFC 7515 section 3.1). jose also takes blanks and padding, so that one token had many texts. */
const compactForm = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export function isText(token: unknown): token is string {
  return typeof token === 'string' && token.length <= MAX_TOKEN_LENGTH;
}

/** @throws TokenError; and whatever the search for the key throws, which says nothing about the token. */
export async function verifySignature(
  token: string,
  rules: SignatureRules,
  acceptExpired: boolean,
): Promise<VerifiedToken> {
  if (!compactForm.test(token)) throw new TokenError('TOKEN_INVALID');
  const found = await findKey(token, rules);
  try {
    const { payload } = await jwtVerify(token, found.key, {
      issuer: rules.issuer,
      audience: [rules.audience].flat(),
      // The key's own algorithm, and no other (RFC 8725 section 3.1).
      algorithms: [found.algorithm],
      typ: rules.typ ?? 'at+jwt',
      clockTolerance: rules.clockToleranceSeconds,
      requiredClaims: ['exp', 'iat', 'sub', 'jti'],
      currentDate: rules.now(),
    });
    if (isAccessTokenClaims(payload)) return { ...found, claims: freezeDeep(payload) };
  } catch (error) {
    // jose looks at the time last: all else was right.
    const expired = acceptExpired ? claimsOfExpired(error) : undefined;
    if (expired !== undefined) return { ...found, claims: freezeDeep(expired) };
    throw refusal(error);
  }
  throw new TokenError('TOKEN_INVALID');
}

/** Before anything is verified. `jku`, `x5u`, `x5c` and `jwk` are not looked at: the token does not say who is believed. */
async function findKey(token: string, rules: SignatureRules): Promise<Omit<VerifiedToken, 'claims'>> {
  const { kid, alg: algorithm } = readHeader(token);
  const isCandidate =
    typeof kid === 'string' && typeof algorithm === 'string' && rules.algorithms.has(algorithm);
  const key = isCandidate ? await rules.findKey(kid, algorithm) : undefined;
  if (!isCandidate || key === undefined) throw new TokenError('TOKEN_INVALID');
  return { kid, algorithm, key };
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
