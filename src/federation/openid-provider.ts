/** Any OpenID Connect provider: its keys are found by discovery, kept while they are good, and asked for bounded in time. */
import {
  createRemoteJWKSet,
  customFetch,
  errors,
  type JWTPayload,
  jwtVerify,
  type JWTVerifyGetKey,
} from 'jose';
import { z } from 'zod';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import { fetchWhole } from '../foundation/fetch-whole.js';
import { readJson } from '../foundation/read-json.js';
import type { IdentityProvider } from './identity-provider.js';
import { isOfNetwork, keepDiscovered, type UseDiscovered } from './provider-reach.js';
import {
  quote,
  refusal,
  type ReportTrouble,
  tokenRefusal,
  unavailable,
  withTroubleReported,
} from './provider-trouble.js';
import { judgeParties, readIdentity } from './read-identity.js';
import type { UsedNonces } from './used-nonces.js';

const TIMEOUT_MS = 3_000;
/** Characters. Some providers write hundreds of groups into a token; what is longer is not read at all. */
const MAX_TOKEN_LENGTH = 32_768;
/** Asymmetric ones alone: with HS256 the public key, or the client's secret, would be the signing key (RFC 8725, 2.1). */
const algorithms = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

export interface OpenIdProviderOptions extends Omit<IdentityProvider, 'identify'> {
  readonly usedNonces: UsedNonces;
  readonly report: ReportTrouble;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export function createOpenIdProvider(options: OpenIdProviderOptions): IdentityProvider {
  const { id, label, issuer, issuerAliases, clientIds, clientSecret, method, clock, report } = options;
  const useKeys = keepDiscovered({ discover: () => discoverKeys(options), mayHaveMoved, clock });
  return {
    ...{ id, label, issuer, issuerAliases, clientIds, clientSecret, method },
    identify: (token, nonce, readUserInfo) =>
      withTroubleReported(id, report, async () => {
        if (token.length > MAX_TOKEN_LENGTH)
          throw refusal('form', `the token is longer than ${MAX_TOKEN_LENGTH} characters`);
        const claims = await verify(options, useKeys, token);
        const subject = judgeParties(options, claims);
        await judgeNonce(options, claims, nonce);
        return readIdentity(options, claims, subject, readUserInfo);
      }),
  };
}

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function discoverKeys({ issuer, fetch }: OpenIdProviderOptions): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(url, { redirect: 'error', signal });
  const metadata = discovered.parse(await readJson(response, signal));
  // Who answers for another issuer must not choose the keys of this one (OpenID Connect Discovery, 4.3).
  if (metadata.issuer !== issuer)
    throw new Error(`The provider calls itself ${quote(metadata.issuer)}, and the setting ${quote(issuer)}.`);
  return createRemoteJWKSet(new URL(metadata.jwks_uri), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: 5_000,
    [customFetch]: (input, init) => fetchWhole(fetch, input, init),
  });
}

async function verify(
  { issuer, issuerAliases, clientIds, clock }: OpenIdProviderOptions,
  useKeys: UseDiscovered<JWTVerifyGetKey>,
  token: string,
): Promise<JWTPayload> {
  try {
    const { payload } = await useKeys((keys) =>
      jwtVerify(token, keys, {
        issuer: [issuer, ...issuerAliases],
        audience: [...clientIds],
        algorithms,
        requiredClaims: ['sub', 'exp', 'iat'],
        clockTolerance: 60,
        currentDate: clock.now(),
      }),
    );
    return payload;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw isOutOfReach(error)
      ? unavailable('unreachable', error)
      : tokenRefusal(error, { issuer, clientIds });
  }
}

/** A key set that does not come, or has no such key, may be that of before. */
function mayHaveMoved(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || isOutOfReach(error);
}

/** jose's own errors are about the token, but for a key set that did not come. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return isOfNetwork(error);
}

/** A token that carries a nonce is taken once, with it (OpenID Connect Core, 15.5.2). */
async function judgeNonce(
  { issuer, usedNonces }: OpenIdProviderOptions,
  claims: JWTPayload,
  nonce: string | undefined,
): Promise<void> {
  const carried = claims['nonce'];
  // Whoever sent one must find it in the token, too: else another's would do (3.1.3.7, step 11).
  if (carried === undefined && nonce === undefined) return;
  if (typeof carried !== 'string' || carried !== nonce)
    throw refusal('nonce', 'the nonce is another one, or only one side has it');
  if (!(await usedNonces.take(issuer, carried, new Date((claims.exp ?? 0) * 1_000))))
    throw refusal('nonce', 'the nonce was used before');
}
