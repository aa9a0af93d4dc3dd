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
import type { IdentityProvider, ProviderIdentity } from './identity-provider.js';
import { isOfNetwork, keepDiscovered, unavailable } from './provider-reach.js';
import type { UsedNonces } from './used-nonces.js';

const TIMEOUT_MS = 3_000;
const MAX_TOKEN_LENGTH = 8_192;
/** Asymmetric ones alone: with HS256 the public key, or the client's secret, would be the signing key (RFC 8725, 2.1). */
const algorithms = ['RS256', 'PS256', 'ES256', 'EdDSA'];

export interface OpenIdProviderOptions extends Pick<
  IdentityProvider,
  'id' | 'label' | 'issuer' | 'clientIds' | 'clientSecret' | 'method'
> {
  /** Other spellings of the issuer in tokens. */
  readonly issuerAliases: readonly string[];
  readonly usedNonces: UsedNonces;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

export function createOpenIdProvider(options: OpenIdProviderOptions): IdentityProvider {
  const { id, label, issuer, clientIds, clientSecret, method } = options;
  const findKeys = keepDiscovered(() => discoverKeys(options));
  return {
    ...{ id, label, issuer, clientIds, clientSecret, method },
    async identify(token, nonce) {
      const claims = await verify(options, await findKeys(), token);
      const identity = readIdentity(options, claims);
      await judgeNonce(options, claims, nonce);
      return identity;
    },
  };
}

const discovered = z.object({ issuer: z.string(), jwks_uri: z.url() });

async function discoverKeys({ issuer, fetch }: OpenIdProviderOptions): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  const metadata = discovered.parse(await response.json());
  // Who answers for another issuer must not choose the keys of this one (OpenID Connect Discovery, 4.3).
  if (metadata.issuer !== issuer) throw new Error('The provider calls itself by another issuer.');
  return createRemoteJWKSet(new URL(metadata.jwks_uri), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: 5_000,
    [customFetch]: (input, init) => fetch(input, init),
  });
}

async function verify(
  { issuer, issuerAliases, clientIds, clock }: OpenIdProviderOptions,
  keys: JWTVerifyGetKey,
  token: string,
): Promise<JWTPayload> {
  if (token.length > MAX_TOKEN_LENGTH) throw refusal('too long');
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: [issuer, ...issuerAliases],
      audience: [...clientIds],
      algorithms,
      requiredClaims: ['sub', 'exp', 'iat'],
      clockTolerance: 60,
      currentDate: clock.now(),
    });
    return payload;
  } catch (error) {
    throw isOutOfReach(error) ? unavailable(error) : refusal(error);
  }
}

/** jose's own errors are about the token, but for a key set that did not come. */
function isOutOfReach(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return isOfNetwork(error);
}

const person = z.object({
  sub: z.string().min(1).max(255),
  email: z.string().min(3),
  // Apple writes it as text.
  email_verified: z.union([z.boolean(), z.enum(['true', 'false'])]),
  azp: z.string().optional(),
  // A name that is none is no reason to turn somebody away.
  given_name: z.string().optional().catch(undefined),
  family_name: z.string().optional().catch(undefined),
});

function readIdentity(options: OpenIdProviderOptions, claims: JWTPayload): ProviderIdentity {
  const { success, data } = person.safeParse({ email_verified: false, ...claims });
  if (!success) throw refusal('claims');
  // A token for several parties names the one it was made for (OpenID Connect Core, 3.1.3.7).
  if (data.azp !== undefined && !options.clientIds.includes(data.azp)) throw refusal('azp');
  // Nor may others it is for be strangers: they hold it as well (step 3 there).
  if (![claims.aud].flat().every((id) => id !== undefined && options.clientIds.includes(id)))
    throw refusal('aud');
  if (String(data.email_verified) !== 'true')
    throw new AppError('EMAIL_NOT_VERIFIED', { message: unverified });
  return {
    provider: options.id,
    issuer: options.issuer,
    subject: data.sub,
    email: data.email,
    firstName: data.given_name,
    lastName: data.family_name,
    method: options.method,
  };
}

const unverified = 'The provider has not verified the e-mail address of this account.';

/** A token that carries a nonce is taken once, with it (OpenID Connect Core, 15.5.2). */
async function judgeNonce(
  { issuer, usedNonces }: OpenIdProviderOptions,
  claims: JWTPayload,
  nonce: string | undefined,
): Promise<void> {
  const carried = claims['nonce'];
  // Whoever sent one must find it in the token, too: else another's would do (3.1.3.7, step 11).
  if (carried === undefined && nonce === undefined) return;
  if (typeof carried !== 'string' || carried !== nonce) throw refusal('nonce');
  if (!(await usedNonces.take(issuer, carried, new Date((claims.exp ?? 0) * 1_000)))) throw refusal('replay');
}

function refusal(cause: unknown): AppError {
  return new AppError('INVALID_CREDENTIALS', { cause });
}
