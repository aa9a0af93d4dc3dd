import { pathParameter, problems, queryParameter, redirectTo, type RestPaths } from '../http/rest-paths.js';

const provider = pathParameter('provider', 'Its id, as in `authConfig`.');

export const federationPaths: RestPaths = {
  '/federation/{provider}/start': {
    get: {
      operationId: 'federationStart',
      summary: 'Where a browser sets out to a provider.',
      parameters: [
        provider,
        queryParameter('redirect', 'Where it comes back to: an entry of FEDERATION_REDIRECTS.', {
          required: true,
        }),
        queryParameter('code_challenge', 'S256 of a verifier that the frontend keeps (RFC 7636).', {
          required: true,
          schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
        }),
        queryParameter('code_challenge_method', 'S256.', { schema: { enum: ['S256'] } }),
        queryParameter('mode', 'sign-in unless it is said; link for an account that is signed in already.', {
          schema: { enum: ['sign-in', 'sign-up', 'link'] },
        }),
      ],
      responses: {
        '302': redirectTo('To the provider; or back with `error=unavailable`.'),
        ...problems({
          '400': 'What is asked for cannot be read, is not listed, or names no provider.',
          '404': 'There is no such provider.',
          '429': 'Too many set out from this address.',
          '503': 'The database does not answer.',
        }),
      },
    },
  },
  '/federation/{provider}/callback': {
    get: {
      operationId: 'federationCallback',
      summary: 'Where the provider sends the browser back to. A browser that comes twice gets a page.',
      parameters: [
        provider,
        queryParameter('state', 'As it was sent to the provider.', { required: true }),
        queryParameter('code', 'Of the provider.'),
        queryParameter('error', 'Of the provider, where it refused.'),
      ],
      responses: {
        '302': redirectTo(
          'To the frontend, with a `code` for completeSignIn (or completeLink, where it began with `mode=link`), or an `error`: a code of ours in small letters, or `access_denied`, `consent_required`, `login_required`, `interaction_required` or `account_selection_required` as the provider says.',
        ),
        ...problems({
          '400': 'This sign-in is unknown or over, or names no provider.',
          '404': 'There is no such provider.',
          '503': 'The database does not answer.',
        }),
      },
    },
  },
};
