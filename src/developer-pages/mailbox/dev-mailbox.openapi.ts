import {
  htmlContent,
  json,
  objectOf,
  pathParameter,
  problems,
  type RestPaths,
} from '../../http/rest-paths.js';

export const devMailboxPaths: RestPaths = {
  '/dev/mailbox': {
    get: {
      operationId: 'devMailbox',
      summary: 'The mails that would have been sent, the newest first; in development alone.',
      responses: {
        '200': {
          description: 'A page, or JSON where Accept asks for that.',
          content: {
            ...htmlContent,
            ...json(objectOf({ mails: { type: 'array', items: { type: 'object' } } })),
          },
        },
        ...problems({ '503': 'The database does not answer.' }),
      },
    },
  },
  '/dev/mailbox/{id}': {
    get: {
      operationId: 'devMailboxOpen',
      summary: 'The same page with that mail open.',
      parameters: [pathParameter('id', 'As in the list.')],
      responses: {
        '200': { description: 'The page.', content: htmlContent },
        ...problems({ '404': 'There is no such mail.', '503': 'The database does not answer.' }),
      },
    },
  },
  '/dev/mailbox/{id}/html': {
    get: {
      operationId: 'devMail',
      summary: 'One of those mails as its reader would see it.',
      parameters: [pathParameter('id', 'As in the list.')],
      responses: {
        '200': { description: 'The mail.', content: htmlContent },
        ...problems({ '404': 'There is no such mail.', '503': 'The database does not answer.' }),
      },
    },
  },
};
