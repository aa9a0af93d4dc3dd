import { json, objectOf, type RestOperation, type RestPaths, unchangedAnswer } from '../http/rest-paths.js';

const discovery = (operationId: string): RestOperation => ({
  operationId,
  summary: 'What a library finds by the issuer’s URL alone (OpenID Connect Discovery, RFC 8414).',
  responses: {
    '200': {
      description: 'Issuer, key set, algorithms and endpoints.',
      content: json(objectOf({ issuer: { type: 'string' }, jwks_uri: { type: 'string', format: 'uri' } })),
    },
    ...unchangedAnswer,
  },
});

export const discoveryOpenApi: RestPaths = {
  '/.well-known/openid-configuration': { get: discovery('openidConfiguration') },
  '/.well-known/oauth-authorization-server': { get: discovery('authorizationServer') },
};
