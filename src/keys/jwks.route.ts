import { createStaticAnswer, keepAnswer, type StaticAnswer } from '../http/static-answer.js';
import type { KeyRing } from './key-ring.js';

/** RFC 7517 and an alias for those who look at the root. */
export const jwksPaths = ['/.well-known/jwks.json', '/jwks'] as const;

/** The key set of this moment, from memory. */
export function createJwksAnswer(keyRing: KeyRing, maxAgeSeconds: number): () => StaticAnswer {
  const contentType = 'application/jwk-set+json; charset=utf-8';
  return keepAnswer(
    () => keyRing.keySet,
    (keySet) => createStaticAnswer(JSON.stringify(keySet), { contentType, maxAgeSeconds }),
  );
}
