import { problems, type RestPaths } from '../http/rest-paths.js';

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
