import { json, objectOf } from './rest-paths.js';

/** What a POST of GraphQL over HTTP holds. */
export const operationBody = {
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
} as const;
