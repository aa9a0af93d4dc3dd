import { objectOf, type RestOperation, type RestPaths, unchangedAnswer } from '../http/rest-paths.js';

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
    ...unchangedAnswer,
  },
});

export const jwksOpenApi: RestPaths = {
  '/.well-known/jwks.json': { get: keySet('keySet') },
  '/jwks': { get: keySet('keySetAlias') },
};
