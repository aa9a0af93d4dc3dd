import { operationBody } from '../http/operation-body.openapi.js';
import { json, problems, type RestPaths } from '../http/rest-paths.js';

export const graphqlPaths: RestPaths = {
  '/graphql': {
    post: {
      operationId: 'graphql',
      summary: 'GraphQL over HTTP. Its operations have pages of their own.',
      requestBody: operationBody,
      responses: {
        '200': {
          description: '`data`, and `errors` where something was refused.',
          content: json({ type: 'object' }),
        },
        ...problems(
          {
            '400': 'The document or its input is wrong: `errors` says how.',
            '403': 'A cookie from an origin that is not listed.',
            '413': 'The body is larger than 100 KB.',
            '415': 'It is no JSON, or compressed.',
          },
          json({ type: 'object' }),
        ),
      },
    },
  },
};
