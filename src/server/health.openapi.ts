import { json, objectOf, type RestPaths } from '../http/rest-paths.js';

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
        '503': {
          description: 'No: it starts, stops, or has no database.',
          content: json(
            objectOf({
              status: { enum: ['not ready'] },
              reason: { enum: ['starting', 'stopping', 'database'] },
            }),
          ),
        },
      },
    },
  },
};
