import { problems, queryParameter, type RestPaths } from '../http/rest-paths.js';

const header = (description: string) => ({ description, schema: { type: 'string' } });

export const forwardAuthPaths: RestPaths = {
  '/forward-auth': {
    get: {
      operationId: 'forwardAuth',
      summary: 'Whether a request may pass, for nginx, Traefik, Caddy and Envoy.',
      description:
        'Judges by the account as it is now, and reads no token from the URL. Below `/forward-auth/` any path and method is taken, as Envoy asks, and nothing but a sign-in is needed.',
      security: [{ accessToken: [] }, { accessCookie: [] }],
      parameters: [
        queryParameter('roles', 'One of these is needed: names with commas between.', {
          schema: { type: 'string', pattern: '^[A-Z][A-Z0-9_]{0,63}(,[A-Z][A-Z0-9_]{0,63})*$' },
        }),
        queryParameter('permissions', 'All of these are needed: names with commas between.', {
          schema: { type: 'string', pattern: '^[A-Za-z0-9][\\w.:/-]{0,63}(,[A-Za-z0-9][\\w.:/-]{0,63})*$' },
        }),
        queryParameter('verified', 'Whether a verified address is needed.', {
          schema: { enum: ['true', 'false'] },
        }),
        queryParameter(
          'preflight',
          'Whether a CORS preflight may pass, by the X-Forwarded-Method of the proxy.',
          {
            schema: { enum: ['pass'] },
          },
        ),
      ],
      responses: {
        '200': {
          description: 'It may.',
          headers: {
            'x-auth-user-id': header('Whose it is.'),
            'x-auth-email': header('Their address.'),
            'x-auth-roles': header('Their roles, with commas between.'),
            'x-auth-permissions': header('What their roles may do (ROLE_PERMISSIONS), with commas between.'),
            'x-auth-session': header('The session.'),
          },
        },
        ...problems({
          '400': 'The requirement cannot be read.',
          '401': 'UNAUTHENTICATED, TOKEN_EXPIRED or TOKEN_INVALID.',
          '403': 'Signed in, but something is missing.',
          '503': 'The database does not answer.',
        }),
      },
    },
  },
};
