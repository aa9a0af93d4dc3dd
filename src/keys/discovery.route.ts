/**
 * What a library finds by the issuer's URL alone: where the keys are and which algorithms they have (OpenID Connect
 * Discovery 1.0, RFC 8414). There is no authorization endpoint to name, since people sign in by GraphQL.
 */
import type { StaticRoute } from '../http/route.js';
import { createStaticAnswer, keepAnswer } from '../http/static-answer.js';
import { discoveryOpenApi } from './discovery.openapi.js';
import type { KeyRing } from './key-ring.js';

const discoveryPaths = [
  '/.well-known/openid-configuration',
  '/.well-known/oauth-authorization-server',
] as const;

/** Members of the document, by the names that OpenID Connect Discovery and RFC 8414 give them. */
export type Metadata = Readonly<Record<string, string | readonly string[]>>;

export interface DiscoveryOptions {
  readonly keyRing: KeyRing;
  /** `iss` of access tokens, to the letter. */
  readonly issuer: string;
  /** Under which the paths are reached. */
  readonly publicUrl: string;
  /** What access tokens carry. */
  readonly claims: readonly string[];
  /** What other rooms have to tell; asked once all of them stand. */
  readonly more: () => Metadata;
  readonly maxAgeSeconds: number;
}

/** Composed by the sessions, which know what tokens carry; answered from memory, written anew for another key set alone. */
export function createDiscoveryRoute(options: DiscoveryOptions): StaticRoute {
  const { keyRing, maxAgeSeconds } = options;
  const contentType = 'application/json; charset=utf-8';
  const answer = keepAnswer(
    () => keyRing.keySet,
    ({ keys }) => {
      const algorithms = [...new Set(keys.flatMap(({ alg }) => alg ?? []))];
      const body = JSON.stringify(describeIssuer(options, algorithms));
      return createStaticAnswer(body, { contentType, maxAgeSeconds });
    },
  );
  return { paths: discoveryPaths, answer, openapi: discoveryOpenApi };
}

function describeIssuer(
  { issuer, publicUrl, claims, more }: DiscoveryOptions,
  algorithms: readonly string[],
) {
  return {
    issuer,
    jwks_uri: `${publicUrl}/.well-known/jwks.json`,
    ...more(),
    graphql_endpoint: `${publicUrl}/graphql`,
    // Demanded by the two texts: no flow over the browser begins here.
    response_types_supported: ['none'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: algorithms,
    access_token_signing_alg_values_supported: algorithms,
    claims_supported: claims,
  };
}
