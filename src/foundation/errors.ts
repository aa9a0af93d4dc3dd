/**
 * The catalogue of refusals. A code is the contract; its sentence is public and never holds a token, an
 * address or a key. Whatever is not from here is masked as INTERNAL_SERVER_ERROR and logged.
 */
export const errorCatalogue = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in first.' },
  TOKEN_EXPIRED: { status: 401, message: 'The token has expired.' },
  TOKEN_INVALID: { status: 401, message: 'The token is not valid.' },
  TOKEN_REUSED: {
    status: 401,
    message: 'The refresh token was used before, so its session has been ended. Sign in again.',
  },
  FORBIDDEN: { status: 403, message: 'You may not do this.' },
  INVALID_CREDENTIALS: { status: 401, message: 'These credentials do not match an account.' },
  CODE_INVALID: { status: 400, message: 'This code is wrong or was used.' },
  CHALLENGE_EXPIRED: {
    status: 401,
    message: 'This sign-in is unknown, was completed, or has taken too long. Begin again.',
  },
  ACCOUNT_SUSPENDED: { status: 403, message: 'This account is suspended.' },
  EMAIL_NOT_VERIFIED: { status: 403, message: 'Confirm your e-mail address first.' },
  LINK_INVALID: { status: 400, message: 'This link is unknown, was used before, or is past its time.' },
  CAPTCHA_REQUIRED: { status: 400, message: 'Solve the captcha first.' },
  CAPTCHA_INVALID: { status: 400, message: 'The captcha was not accepted. Solve it once more.' },
  BAD_USER_INPUT: { status: 400, message: 'Some of the input is not valid.' },
  EMAIL_TAKEN: { status: 409, message: 'This e-mail address already has an account.' },
  USERNAME_TAKEN: { status: 409, message: 'This username is taken.' },
  PHONE_NUMBER_TAKEN: { status: 409, message: 'This phone number already has an account.' },
  ALREADY_REGISTERED: {
    status: 409,
    message: 'This account of the provider belongs to somebody already. Sign in.',
  },
  NOT_REGISTERED: { status: 404, message: 'This account of the provider is not known here. Sign up first.' },
  PASSKEY_INVALID: { status: 400, message: 'This passkey was not accepted.' },
  REFUSED_BY_HOOK: { status: 403, message: 'This is not allowed here.' },
  TWO_FACTOR_NOT_SET_UP: { status: 409, message: 'Set up an authenticator app first.' },
  RATE_LIMITED: { status: 429, message: 'There were too many attempts. Try again later.' },
  NOT_FOUND: { status: 404, message: 'There is no such thing.' },
  UNAVAILABLE: { status: 503, message: 'The service cannot answer right now. Try again shortly.' },
  BAD_GATEWAY: { status: 502, message: 'A service behind this one gave an answer that cannot be read.' },
  BAD_REQUEST: { status: 400, message: 'The request cannot be read.' },
  GRAPHQL_PARSE_FAILED: { status: 400, message: 'The GraphQL document cannot be parsed.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, message: 'The GraphQL document does not fit the schema.' },
  OPERATION_TOO_COMPLEX: { status: 400, message: 'The GraphQL document asks for too much at once.' },
  INTERNAL_SERVER_ERROR: { status: 500, message: 'Something went wrong on our side.' },
} as const satisfies Record<string, { status: number; message: string }>;

/** `extensions.code` in GraphQL and `code` in a problem document. None is ever taken back or given another meaning. */
export type ErrorCode = keyof typeof errorCatalogue;

/**
 * FORBIDDEN says what is missing: who is signed in may know, or could do nothing about it.
 * @exportedFor the client's test: both name the same.
 */
export const requirements = {
  role: 'Your account may not do this: it takes another role.',
  permission: 'Your account may not do this: it takes a permission that your roles have not.',
  ownership: 'This belongs to somebody else.',
  verifiedEmail: 'Confirm your e-mail address first.',
  reauthentication: 'Prove once more who you are: your sign-in is not fresh enough for this.',
  origin: 'This page may not send your cookies here.',
  availability: 'Whether something is taken is not told here.',
  signInMethod: 'This way to sign in is switched off here.',
  secondFactor: 'Sign in with a second factor for this.',
  anotherAdmin: 'This is the last admin: make somebody else one first.',
} as const;

/** Which rule an input field breaks; it never changes its meaning, so that a frontend can say it in its own words. */
export type FieldRule =
  | 'required'
  | 'type'
  | 'unknown-field'
  | 'exclusive'
  | 'email'
  | 'username'
  | 'phone-number'
  | 'name'
  | 'language'
  | 'too-short'
  | 'too-long'
  | 'too-common'
  | 'resembles-owner'
  | 'mismatch'
  | 'unchanged'
  | 'cursor'
  | 'page-size'
  | 'event-name'
  | 'webhook-id'
  | 'url'
  | 'repeated'
  | 'taken'
  | 'too-many'
  | 'read-only'
  | 'range';

/** One failing input field: `path` is the name the caller wrote, `message` a sentence for a person. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
  readonly rule: FieldRule;
}

/** What a code tells beside itself; every member is public. */
export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[];
  readonly requires?: keyof typeof requirements;
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  /** For `PublicKeyCredential.signalUnknownCredential`: nobody has the passkey that was shown. */
  readonly unknownCredential?: { readonly rpId: string; readonly credentialId: string };
  /** Which limit of a document was passed (docs/clients.md), where it is one for all documents. */
  readonly limit?: { readonly name: string; readonly most: number };
  /** Seconds. */
  readonly retryAfter?: number;
  readonly requestId?: string;
}

interface AppErrorOptions {
  /** A public sentence that says more than the catalogue's. */
  readonly message?: string;
  readonly details?: ErrorDetails;
  /** Another HTTP status where the code allows several (BAD_REQUEST: 404, 405, 413, 415, 431). */
  readonly status?: number;
  /** For the log only. */
  readonly cause?: unknown;
}

/** A refusal from the catalogue: the only error whose text reaches a caller. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    super(options.message ?? sentenceOf(code, options.details), { cause: options.cause });
    this.code = code;
    this.status = options.status ?? errorCatalogue[code].status;
    this.details = options.details ?? {};
  }
}

function sentenceOf(code: ErrorCode, { requires }: ErrorDetails = {}): string {
  return requires === undefined ? errorCatalogue[code].message : requirements[requires];
}

/** BAD_USER_INPUT with every failing field; returns nothing where there is none. */
export function refuseProblems(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new AppError('BAD_USER_INPUT', { details: { fields: problems } });
}
