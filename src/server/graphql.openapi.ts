import { json, objectOf, problems, type RestPaths } from '../http/rest-paths.js';

export const graphqlPaths: RestPaths = {
  '/graphql': {
    post: {
      operationId: 'graphql',
      summary: 'GraphQL over HTTP. Its operations have pages of their own.',
      requestBody: {
        required: true,
        content: json(
          objectOf(
            {
              query: { type: 'string', description: 'The document.' },
              variables: { type: 'object', description: 'Its variables.' },
              operationName: { type: 'string', description: 'Where the document has several operations.' },
            },
            ['variables', 'operationName'],
          ),
        ),
      },
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
