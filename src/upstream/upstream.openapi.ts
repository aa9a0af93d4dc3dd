import { operationBody } from '../http/operation-body.openapi.js';
import { json, problems, queryParameter, type RestPaths } from '../http/rest-paths.js';

const answers = {
  '200': {
    description: "The upstream's answer: `data`, and `errors` where something was refused or failed.",
    content: json({ type: 'object' }),
  },
  ...problems(
    {
      '400': 'The document or its variables are wrong: `errors` says how.',
      '403': 'Refused, or a cookie from an origin that is not listed.',
      '413': 'The body is too large.',
      '415': 'It is no JSON, or compressed.',
      '502': 'What the upstream answered cannot be read.',
      '503': 'The upstream does not answer.',
    },
    json({ type: 'object' }),
  ),
};

export function upstreamPaths(name: string, path: string): RestPaths {
  const summary = `GraphQL over HTTP: the upstream ${name}, guarded by the @auth in its SDL.`;
  const security = [{}, { accessToken: [] }] as const;
  return {
    [path]: {
      get: {
        operationId: `${name}-query`,
        summary: `${summary} Queries alone.`,
        security,
        parameters: [
          queryParameter('query', 'The document.', { required: true }),
          queryParameter('variables', 'Its variables, as JSON.'),
          queryParameter('operationName', 'Where the document has several operations.'),
        ],
        responses: answers,
      },
      post: {
        operationId: name,
        summary,
        security,
        requestBody: operationBody,
        responses: answers,
      },
    },
  };
}
