import type { StaticRoute } from '../http/route.js';
import { createStaticAnswer } from '../http/static-answer.js';
import type { RelyingParty } from './relying-party.js';
import { webauthnOpenApi } from './webauthn.openapi.js';

const MAX_AGE_SECONDS = 300;

/** Related Origin Requests (WebAuthn 5.11): which pages of other domains may use the passkeys of this one. */
export function createWebauthnRoute({ origins }: Pick<RelyingParty, 'origins'>): StaticRoute {
  const document = createStaticAnswer(JSON.stringify({ origins }), {
    contentType: 'application/json; charset=utf-8',
    maxAgeSeconds: MAX_AGE_SECONDS,
  });
  return { paths: ['/.well-known/webauthn'], answer: () => document, openapi: webauthnOpenApi };
}
