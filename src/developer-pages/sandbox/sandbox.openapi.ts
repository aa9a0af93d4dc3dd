import { pageAnswer, redirectTo, type RestPaths } from '../../http/rest-paths.js';

export const sandboxPaths: RestPaths = {
  '/graphql': {
    get: {
      operationId: 'sandbox',
      summary: 'Apollo Sandbox on this schema, for people.',
      responses: pageAnswer,
    },
  },
  '/': {
    get: {
      operationId: 'root',
      summary: 'Leads to the Sandbox.',
      responses: { '302': redirectTo('To the page at /graphql.') },
    },
  },
};
