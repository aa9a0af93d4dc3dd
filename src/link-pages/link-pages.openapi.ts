import {
  formOrJson,
  htmlContent,
  type JsonSchema,
  json,
  objectOf,
  problemContent,
  problems,
  queryParameter,
  type RestOperation,
  type RestPaths,
} from '../http/rest-paths.js';

const token = { type: 'string', description: 'Of the link.' };
const message = { type: 'string', description: 'A sentence for people.' };
/** A form is answered by a page, JSON by JSON. */
const either = { ...htmlContent, ...problemContent };

const page = (operationId: string, summary: string): RestOperation => ({
  operationId,
  summary,
  description:
    'Opening it changes nothing, since mail scanners open links: the form in it does. For a used link it says what that has done.',
  parameters: [queryParameter('token', 'Of the link; absent: a form that asks for a new one.')],
  responses: {
    '200': { description: 'The page.', content: htmlContent },
    '400': { description: 'The page, for a token that cannot be read.', content: htmlContent },
    ...problems({ '503': 'The database does not answer.' }),
  },
});

interface Form {
  readonly operationId: string;
  readonly summary: string;
  readonly body: JsonSchema;
  readonly done: JsonSchema;
  readonly refusals: Readonly<Record<string, string>>;
}

const form = ({ operationId, summary, body, done, refusals }: Form): RestOperation => ({
  operationId,
  summary,
  requestBody: formOrJson(body),
  responses: {
    '200': {
      description: 'It is done: a page for a form, JSON for JSON.',
      content: { ...htmlContent, ...json(done) },
    },
    ...problems(
      {
        ...refusals,
        '429': 'Too many attempts from this address.',
        '503': 'The database does not answer, or too much is under way.',
      },
      either,
    ),
    ...problems({
      '413': 'The body is larger than 100 KB.',
      '415': 'It is neither a form nor JSON, or compressed.',
    }),
  },
});

const request = (operationId: string, summary: string): RestOperation =>
  form({
    operationId,
    summary,
    body: objectOf(
      {
        email: { type: 'string', format: 'email', description: 'One answer for all addresses.' },
        captchaToken: {
          type: ['string', 'null'],
          description: 'Where a captcha is asked for; in a form under the provider’s own name.',
        },
      },
      ['captchaToken'],
    ),
    done: objectOf({ message }),
    refusals: { '400': 'BAD_USER_INPUT, CAPTCHA_REQUIRED or CAPTCHA_INVALID.' },
  });

export const linkPagesPaths: RestPaths = {
  '/verify-email': {
    get: page('verifyEmailPage', 'The page behind a link that verifies an address.'),
    post: form({
      operationId: 'verifyEmail',
      summary: 'Verifies the address that the link was mailed to.',
      body: objectOf({ token }),
      done: objectOf({
        message,
        email: { type: 'string' },
        emailVerifiedAt: { type: 'string', format: 'date-time' },
      }),
      refusals: {
        '400': 'BAD_USER_INPUT or LINK_INVALID.',
        '409': 'Another account has the address by now.',
      },
    }),
  },
  '/verify-email/resend': { post: request('resendVerification', 'Mails another link that verifies.') },
  '/not-me': {
    get: {
      ...page('undoChangePage', 'The page behind the link of the notice of a new way in: "this was not me".'),
      parameters: [queryParameter('token', 'Of the link; absent: a form that asks for a new password.')],
    },
    post: form({
      operationId: 'undoChange',
      summary: 'Takes the new way in away again, and ends all sessions; signs nobody in.',
      body: objectOf({ token }),
      done: objectOf({
        message,
        resetToken: {
          type: ['string', 'null'],
          description: 'For POST /reset-password, so that a new password is chosen at once.',
        },
      }),
      refusals: { '400': 'BAD_USER_INPUT or LINK_INVALID.' },
    }),
  },
};

/** Where people have passwords. */
export const passwordPagesPaths: RestPaths = {
  '/reset-password': {
    get: page('resetPasswordPage', 'The page behind a link that resets a password.'),
    post: form({
      operationId: 'resetPassword',
      summary: 'Sets a new password, and ends all sessions.',
      body: objectOf({
        token,
        password: { type: 'string', description: 'The new one.' },
        passwordConfirm: { type: 'string', description: 'The same again.' },
      }),
      done: objectOf({ message }),
      refusals: { '400': 'BAD_USER_INPUT or LINK_INVALID.' },
    }),
  },
  '/reset-password/request': {
    post: request('requestPasswordReset', 'Mails a link that resets a password.'),
  },
};
