/** Finds the gateway's endpoints by its issuer alone (OpenID Connect Discovery 1.0 section 4, RFC 8414 section 3). */
import type { GatewayClient } from './gateway-client.js';

interface GatewayMetadata {
  readonly issuer: string;
  readonly jwks_uri: string;
  readonly introspection_endpoint?: string;
  /** Portcullis' own: the signed list of ended sessions. */
  readonly revoked_sessions_uri?: string;
}

export interface Discovery {
  /** @throws Error where the document is out of reach or is another issuer's. */
  find(signal: AbortSignal): Promise<GatewayMetadata>;
  /** Looks again next time, since something was not where it said. */
  forget(): void;
}

/** Endpoints hardly ever move. */
const MAX_AGE_MS = 3_600_000;

export function createDiscovery(issuer: string, client: GatewayClient, now: () => Date): Discovery {
  let kept: { readonly metadata: GatewayMetadata; readonly atMs: number } | undefined;
  return {
    async find(signal) {
      const atMs = now().getTime();
      if (kept !== undefined && Math.abs(atMs - kept.atMs) < MAX_AGE_MS) return kept.metadata;
      const metadata = await fetchMetadata(issuer, client, signal);
      kept = { metadata, atMs };
      return metadata;
    },
    forget() {
      kept = undefined;
    },
  };
}

export function discoveryUrl(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
}

async function fetchMetadata(
  issuer: string,
  client: GatewayClient,
  signal: AbortSignal,
): Promise<GatewayMetadata> {
  const url = discoveryUrl(issuer);
  const document = await client.askJson(url, { accept: ['application/json'], signal });
  // Else one issuer could name the keys of another (RFC 8414 section 3.3).
  if (document['issuer'] !== issuer) throw new Error(`${url} is the document of another issuer.`);
  if (!isMetadata(document)) throw new Error(`${url} does not name the key set.`);
  return document;
}

function isMetadata(document: object): document is GatewayMetadata {
  const { jwks_uri, introspection_endpoint, revoked_sessions_uri } = document as Record<string, unknown>;
  const isOptionalText = (value: unknown) => value === undefined || typeof value === 'string';
  return (
    typeof jwks_uri === 'string' &&
    isOptionalText(introspection_endpoint) &&
    isOptionalText(revoked_sessions_uri)
  );
}
