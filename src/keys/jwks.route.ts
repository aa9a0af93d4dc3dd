import { createHash } from 'node:crypto';

import type { KeyRing } from './key-ring.js';

/** RFC 7517 and an alias for those who look at the root. */
export const jwksPaths = ['/.well-known/jwks.json', '/jwks'] as const;

/** How long a verifier may keep the key set, in seconds. */
const MAX_AGE_SECONDS = 300;

export interface StaticAnswer {
  /** ASCII, so that head and body leave in one write. */
  readonly body: string;
  readonly etag: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The key set as bytes, made once for each state of the ring and never for a request. */
export function jwksAnswer(keyRing: KeyRing): StaticAnswer {
  const body = JSON.stringify(keyRing.publicKeys);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  return {
    body,
    etag,
    headers: {
      'content-type': 'application/jwk-set+json; charset=utf-8',
      'content-length': String(body.length),
      'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
      // Browsers of any origin may verify tokens: these are public keys.
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      etag,
    },
  };
}
