/** What is not of a route file of its own: GraphQL, health, metrics, and the pages for developers. */
import {
  htmlContent,
  json,
  objectOf,
  pathParameter,
  problems,
  redirectTo,
  type RestOperation,
  type RestPaths,
} from '../http/rest-paths.js';

const aPage = { '200': { description: 'The page.', content: htmlContent } };

export const graphqlPaths: RestPaths = {
  '/graphql': {
    get: { operationId: 'sandbox', summary: 'Apollo Sandbox on this schema, for people.', responses: aPage },
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

const state = (value: readonly string[]) => json(objectOf({ status: { enum: value } }));

export const healthPaths: RestPaths = {
  '/health/live': {
    get: {
      operationId: 'live',
      summary: 'Whether the process is there.',
      responses: { '200': { description: 'It is.', content: state(['live']) } },
    },
  },
  '/health/ready': {
    get: {
      operationId: 'ready',
      summary: 'Whether requests should be sent here; asks the database.',
      responses: {
        '200': { description: 'Yes.', content: state(['ready']) },
        '503': { description: 'No: it starts, stops, or has no database.', content: state(['not ready']) },
      },
    },
  },
};

export const metricsPaths: RestPaths = {
  '/metrics': {
    get: {
      operationId: 'metrics',
      summary: 'Figures for Prometheus.',
      security: [{ metricsToken: [] }, {}],
      responses: {
        '200': { description: 'The figures.', content: { 'text/plain': { schema: { type: 'string' } } } },
        ...problems({ '401': 'METRICS_TOKEN is set, and is not this.' }),
      },
    },
  },
};

const graphiqlFile = (operationId: string, type: string): RestOperation => ({
  operationId,
  summary: 'What GraphiQL consists of.',
  responses: {
    '200': { description: 'The file.', content: { [type]: { schema: { type: 'string' } } } },
    ...problems({ '404': 'It was not built.' }),
  },
});

export const developerPaths: RestPaths = {
  '/': {
    get: {
      operationId: 'root',
      summary: 'Leads to the Sandbox.',
      responses: { '302': redirectTo('To the page at /graphql.') },
    },
  },
  '/graphiql': {
    get: {
      operationId: 'graphiql',
      summary: 'GraphiQL, without another host, for people.',
      responses: aPage,
    },
  },
  '/graphiql/graphiql.js': { get: graphiqlFile('graphiqlScript', 'text/javascript') },
  '/graphiql/graphiql.css': { get: graphiqlFile('graphiqlStyle', 'text/css') },
  '/docs': {
    get: { operationId: 'docs', summary: 'These operations and GraphQL’s as pages.', responses: aPage },
  },
  '/docs/{page}': {
    get: {
      operationId: 'docsPage',
      summary: 'One of those pages.',
      parameters: [pathParameter('page', 'The rest of its path, slashes and all.')],
      responses: { ...aPage, ...problems({ '404': 'There is no such page.' }) },
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
