import { pageAnswer, problems, type RestOperation, type RestPaths } from '../../http/rest-paths.js';

const graphiqlFile = (operationId: string, type: string): RestOperation => ({
  operationId,
  summary: 'What GraphiQL consists of.',
  responses: {
    '200': { description: 'The file.', content: { [type]: { schema: { type: 'string' } } } },
    ...problems({ '404': 'It was not built.' }),
  },
});

export const graphiqlPaths: RestPaths = {
  '/graphiql': {
    get: {
      operationId: 'graphiql',
      summary: 'GraphiQL, without another host, for people.',
      responses: pageAnswer,
    },
  },
  '/graphiql/graphiql.js': { get: graphiqlFile('graphiqlScript', 'text/javascript') },
  '/graphiql/graphiql.css': { get: graphiqlFile('graphiqlStyle', 'text/css') },
};
