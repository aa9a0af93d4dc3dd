import {
  type JsonSchema,
  json,
  objectOf,
  problems,
  type RestOperation,
  type RestPaths,
} from '../http/rest-paths.js';

const tokenForm: JsonSchema = objectOf(
  {
    token: { type: 'string', description: 'An access token or a refresh token.' },
    token_type_hint: {
      type: 'string',
      description: '`refresh_token` to ask about one at introspection; else not needed.',
    },
  },
  ['token_type_hint'],
);

const shared: Pick<RestOperation, 'requestBody' | 'security'> = {
  requestBody: { required: true, content: { 'application/x-www-form-urlencoded': { schema: tokenForm } } },
  security: [{ resourceServer: [] }],
};
const refusals = problems({
  '400': 'The token is missing, or is there twice.',
  '401': 'These are no credentials of RESOURCE_SERVERS.',
  '413': 'The body is larger than 100 KB.',
  '415': 'It is no form, or is compressed.',
  '503': 'The database does not answer.',
});

export const oauthPaths: RestPaths = {
  '/oauth/introspect': {
    post: {
      operationId: 'introspect',
      summary: 'What a token stands for at this moment (RFC 7662).',
      ...shared,
      responses: {
        '200': {
          description: 'The claims of a live token; of a dead one only that it is.',
          content: json({ ...objectOf({ active: { type: 'boolean' } }), additionalProperties: true }),
        },
        ...refusals,
      },
    },
  },
  '/oauth/revoke': {
    post: {
      operationId: 'revoke',
      summary: 'Ends the session of a token (RFC 7009).',
      ...shared,
      responses: { '200': { description: 'It is dead now, or was before.' }, ...refusals },
    },
  },
};
