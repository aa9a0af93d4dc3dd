import { json, objectOf, problems, type RestOperation, type RestPaths } from '../http/rest-paths.js';

const unchanged = { '304': { description: 'It is as If-None-Match says.' } };

const keySet = (operationId: string): RestOperation => ({
  operationId,
  summary: 'The public keys by which access tokens are verified (RFC 7517).',
  description: 'Keep it for as long as Cache-Control says; a key is published well before it signs.',
  responses: {
    '200': {
      description: 'The key set.',
      content: {
        'application/jwk-set+json': {
          schema: objectOf({ keys: { type: 'array', items: { type: 'object' } } }),
        },
      },
    },
    ...unchanged,
  },
});

const discovery = (operationId: string): RestOperation => ({
  operationId,
  summary: 'What a library finds by the issuer’s URL alone (OpenID Connect Discovery, RFC 8414).',
  responses: {
    '200': {
      description: 'Issuer, key set, algorithms and endpoints.',
      content: json(objectOf({ issuer: { type: 'string' }, jwks_uri: { type: 'string', format: 'uri' } })),
    },
    ...unchanged,
  },
});

/** What resource servers fetch by themselves: the key set, its alias, discovery, and the list of ended sessions. */
export const wellKnownPaths: RestPaths = {
  '/.well-known/jwks.json': { get: keySet('keySet') },
  '/jwks': { get: keySet('keySetAlias') },
  '/.well-known/openid-configuration': { get: discovery('openidConfiguration') },
  '/.well-known/oauth-authorization-server': { get: discovery('authorizationServer') },
  '/.well-known/revoked-sessions': {
    get: {
      operationId: 'revokedSessions',
      summary: 'The sessions that were ended while a token of theirs may be alive, as a signed list.',
      description: 'A JWS under the key set, with `sids`: refuse access tokens whose `sid` is among them.',
      responses: {
        '200': {
          description: 'The list.',
          content: { 'application/jwt': { schema: { type: 'string' } } },
        },
        ...unchanged,
        ...problems({ '503': 'This replica does not hear of the others at the moment.' }),
      },
    },
  },
};
