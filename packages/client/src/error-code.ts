/** The gateway's catalogue (src/foundation/errors.ts); a test compares the two. */
export type ErrorCode =
  | 'UNAUTHENTICATED'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_INVALID'
  | 'TOKEN_REUSED'
  | 'FORBIDDEN'
  | 'INVALID_CREDENTIALS'
  | 'CODE_INVALID'
  | 'CHALLENGE_EXPIRED'
  | 'ACCOUNT_SUSPENDED'
  | 'EMAIL_NOT_VERIFIED'
  | 'LINK_INVALID'
  | 'CAPTCHA_REQUIRED'
  | 'CAPTCHA_INVALID'
  | 'BAD_USER_INPUT'
  | 'EMAIL_TAKEN'
  | 'USERNAME_TAKEN'
  | 'PHONE_NUMBER_TAKEN'
  | 'ALREADY_REGISTERED'
  | 'NOT_REGISTERED'
  | 'PASSKEY_INVALID'
  | 'REFUSED_BY_HOOK'
  | 'TWO_FACTOR_NOT_SET_UP'
  | 'RATE_LIMITED'
  | 'NOT_FOUND'
  | 'UNAVAILABLE'
  | 'BAD_GATEWAY'
  | 'BAD_REQUEST'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'OPERATION_TOO_COMPLEX'
  | 'INTERNAL_SERVER_ERROR';

/** What FORBIDDEN says is missing. */
export type Requirement =
  | 'role'
  | 'permission'
  | 'ownership'
  | 'verifiedEmail'
  | 'reauthentication'
  | 'origin'
  | 'availability'
  | 'signInMethod'
  | 'secondFactor'
  | 'anotherAdmin';

/** One failing input field. */
export interface FieldProblem {
  readonly path: string;
  /** A sentence for a person. */
  readonly message: string;
  /** Which rule it breaks, such as `too-short`: for a sentence of one's own. */
  readonly rule: string;
}
