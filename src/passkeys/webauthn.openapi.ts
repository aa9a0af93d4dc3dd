import { objectOf, type RestPaths, unchangedAnswer } from '../http/rest-paths.js';

export const webauthnOpenApi: RestPaths = {
  '/.well-known/webauthn': {
    get: {
      operationId: 'relatedOrigins',
      summary: 'Pages that may use the passkeys of this domain (WebAuthn, Related Origin Requests).',
      description:
        'Browsers ask it of the domain that is the RP ID: where that is another host than this one, pass the path on to here.',
      responses: {
        '200': {
          description: 'Their origins.',
          content: {
            'application/json': {
              schema: objectOf({ origins: { type: 'array', items: { type: 'string' } } }),
            },
          },
        },
        ...unchangedAnswer,
      },
    },
  },
};
