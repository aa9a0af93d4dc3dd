/**
 * Verifies Portcullis access tokens. It owns what a token must be (algorithm, type, issuer, audience, times,
 * claims); the keys come from the gateway, or from whoever has them at hand.
 * Knows neither a database nor a web framework, so that any resource server can use it.
 */
import { hash } from 'node:crypto';

import type { AccessTokenClaims } from './claims.js';
import { checkRange, type GuardOptions } from './guard-options.js';
import { checkAlgorithms, type FindKey } from './public-key.js';
import { openRemote } from './remote.js';
import type { CheckRevocation } from './revocation.js';
import { TokenError } from './token-error.js';
import { type VerifiedToken, VerifiedTokens } from './verified-tokens.js';
import { isText, type SignatureRules, verifySignature } from './verify-signature.js';

export interface Guard {
  /**
   * @param token a compact JWT, without the scheme.
   * @returns what the token says; frozen.
   * @throws TokenError TOKEN_EXPIRED where only its time has passed, else TOKEN_INVALID.
   * @throws UnavailableError where the gateway is out of reach, and was never reached or too long ago.
   */
  verify(token: string, options?: VerifyOptions): Promise<AccessTokenClaims>;
  /** How long a token with these claims is still taken, in milliseconds; 0 where it no longer is. */
  remainingMs(claims: Pick<AccessTokenClaims, 'exp'>): number;
}

export interface VerifyOptions {
  /** Takes a token whose time has passed, as proof of who had it and never as permission; default false. */
  readonly acceptExpired?: boolean;
}

/** @throws TypeError without an issuer or audience, and for options that cannot be meant. */
export function createGuard(options: GuardOptions): Guard {
  const { checkRevocation, ...rules } = readRules(options);
  const toleranceMs = rules.clockToleranceSeconds * 1_000;
  const remainingMs = ({ exp }: Pick<AccessTokenClaims, 'exp'>) =>
    Math.max(0, exp * 1_000 + toleranceMs - rules.now().getTime());
  const verified = new VerifiedTokens(options.cacheSize ?? 10_000, (claims) => remainingMs(claims) === 0);

  /** @param found what findKey says of a token that is remembered: it counts only while its key does. */
  const judge = async (
    token: string,
    digest: string,
    { known, found, acceptExpired }: Judgement,
  ): Promise<AccessTokenClaims> => {
    const isKnown = known !== undefined && (await found) === known.key;
    const judged = isKnown ? known : await verifySignature(token, rules, acceptExpired);
    if (!acceptExpired && remainingMs(judged.claims) === 0) throw new TokenError('TOKEN_EXPIRED');
    if (!isKnown) verified.set(digest, judged);
    return judged.claims;
  };

  return {
    async verify(token, { acceptExpired = false } = {}) {
      if (!isText(token)) throw new TokenError('TOKEN_INVALID');
      const digest = hash('sha256', token, 'base64');
      const known = verified.get(digest);
      const found = known && rules.findKey(known.kid, known.algorithm);
      // The usual case, without another turn of the event loop.
      const isGood = known !== undefined && found === known.key && remainingMs(known.claims) > 0;
      const claims = isGood ? known.claims : await judge(token, digest, { known, found, acceptExpired });
      if (checkRevocation !== undefined) await checkRevocation(claims, token, digest);
      return claims;
    },
    remainingMs,
  };
}

interface Judgement {
  readonly known: VerifiedToken | undefined;
  readonly found: ReturnType<FindKey>;
  readonly acceptExpired: boolean;
}

interface Rules extends SignatureRules {
  readonly findKey: FindKey;
  readonly checkRevocation: CheckRevocation | undefined;
}

function readRules(options: GuardOptions): Rules {
  const { issuer, audience, typ } = options;
  // jose leaves out the check of an issuer or audience that is not given.
  if (!issuer) throw new TypeError('The guard needs the issuer whose tokens it accepts.');
  const audiences = [audience].flat();
  if (audiences.length === 0 || !audiences.every((each) => typeof each === 'string' && each !== ''))
    throw new TypeError('The guard needs the audience that it is.');
  const algorithms = checkAlgorithms(options.algorithms);
  const now = options.now ?? (() => new Date());
  const isRemote = options.findKey === undefined;
  const tolerance = options.clockToleranceSeconds ?? (isRemote ? 60 : 0);
  return {
    ...{ issuer, audience: audiences, algorithms, now },
    ...(typ !== undefined && { typ }),
    // More would let tokens live on long after their time (ASVS 9.2.1).
    clockToleranceSeconds: checkRange('clockToleranceSeconds', tolerance, 0, 300),
    ...(isRemote
      ? openRemote(options, algorithms, now, tolerance)
      : { findKey: options.findKey, checkRevocation: undefined }),
  };
}
