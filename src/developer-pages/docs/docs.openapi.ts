import { json, pageAnswer, pathParameter, problems, type RestPaths } from '../../http/rest-paths.js';

export const docsPaths: RestPaths = {
  '/docs': {
    get: { operationId: 'docs', summary: 'These operations and GraphQL’s as pages.', responses: pageAnswer },
  },
  '/docs/{page}': {
    get: {
      operationId: 'docsPage',
      summary: 'One of those pages.',
      parameters: [pathParameter('page', 'The rest of its path, slashes and all.')],
      responses: { ...pageAnswer, ...problems({ '404': 'There is no such page.' }) },
    },
  },
  '/openapi.json': {
    get: {
      operationId: 'openapi',
      summary: 'This part as OpenAPI 3.1.',
      responses: { '200': { description: 'The document.', content: json({ type: 'object' }) } },
    },
  },
};
