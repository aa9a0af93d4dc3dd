import { htmlContent, problems, queryParameter, type RestPaths } from '../http/rest-paths.js';

export const SIGN_IN_LINK_PATH = '/sign-in-link';

export const emailSignInPaths: RestPaths = {
  [SIGN_IN_LINK_PATH]: {
    get: {
      operationId: 'signInLinkPage',
      summary: 'The page behind a mailed sign-in link: the code to type on the device that asked.',
      description: 'Opening it changes nothing, since mail scanners open links, and it signs nobody in.',
      parameters: [queryParameter('token', 'Of the link.', { required: true })],
      responses: {
        '200': { description: 'The page with the code.', content: htmlContent },
        '400': {
          description: 'A page, for a link that is unknown, was used or is past its time.',
          content: htmlContent,
        },
        ...problems({ '503': 'The database does not answer.' }),
      },
    },
  },
};
