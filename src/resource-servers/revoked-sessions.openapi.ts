import { problems, type RestPaths, unchangedAnswer } from '../http/rest-paths.js';

export const revokedSessionsPaths: RestPaths = {
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
        ...unchangedAnswer,
        ...problems({ '503': 'This replica does not hear of the others at the moment.' }),
      },
    },
  },
};
