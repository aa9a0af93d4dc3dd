import type { StaticRoute } from '../http/route.js';
import { createStaticAnswer, keepAnswer } from '../http/static-answer.js';
import { jwksOpenApi } from './jwks.openapi.js';
import type { KeyRing } from './key-ring.js';

/** RFC 7517 and an alias for those who look at the root. */
const jwksPaths = ['/.well-known/jwks.json', '/jwks'] as const;

/** The key set of this moment, from memory. */
export function createJwksRoute(keyRing: KeyRing, maxAgeSeconds: number): StaticRoute {
  const contentType = 'application/jwk-set+json; charset=utf-8';
  const answer = keepAnswer(
    () => keyRing.keySet,
    (keySet) => createStaticAnswer(JSON.stringify(keySet), { contentType, maxAgeSeconds }),
  );
  return { paths: jwksPaths, answer, openapi: jwksOpenApi };
}
