/** How a caller is refused, in the words of the gateway: codes, HTTP status, WWW-Authenticate, problem+json. */
import { TokenError } from './token-error.js';
import { UnavailableError } from './unavailable-error.js';

export type RefusalCode = 'UNAUTHENTICATED' | 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'FORBIDDEN' | 'UNAVAILABLE';

/** What a code tells beside itself; every member is public. */
export interface RefusalDetails {
  readonly requires?: 'role' | 'permission' | 'verifiedEmail';
  readonly roles?: readonly string[];
  readonly permissions?: readonly string[];
  /** Seconds. */
  readonly retryAfter?: number;
}

const catalogue: Readonly<Record<RefusalCode, { readonly status: number; readonly message: string }>> = {
  UNAUTHENTICATED: { status: 401, message: 'Sign in first.' },
  TOKEN_EXPIRED: { status: 401, message: 'The token has expired.' },
  TOKEN_INVALID: { status: 401, message: 'The token is not valid.' },
  FORBIDDEN: { status: 403, message: 'You may not do this.' },
  UNAVAILABLE: { status: 503, message: 'The service cannot answer right now. Try again shortly.' },
};

/** FORBIDDEN says what is missing, as the gateway does. */
const requirements: Readonly<Record<NonNullable<RefusalDetails['requires']>, string>> = {
  role: 'Your account may not do this: it takes another role.',
  permission: 'Your account may not do this: it takes a permission that your roles have not.',
  verifiedEmail: 'Confirm your e-mail address first.',
};

export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;

  constructor(
    readonly code: RefusalCode,
    readonly details: RefusalDetails = {},
    options?: ErrorOptions,
  ) {
    super(details.requires ? requirements[details.requires] : catalogue[code].message, options);
    this.status = catalogue[code].status;
  }
}

/** What `verify` threw, as a refusal; anything else is given back as it is. */
export function toRefusal(error: unknown): unknown {
  if (error instanceof TokenError) return new Refusal(error.code, {}, { cause: error });
  if (!(error instanceof UnavailableError)) return error;
  return new Refusal('UNAVAILABLE', { retryAfter: error.retryAfterSeconds }, { cause: error });
}

const challenges: Readonly<Partial<Record<RefusalCode, string>>> = {
  // Without a token there is no error to tell (RFC 6750 section 3.1).
  UNAUTHENTICATED: '',
  TOKEN_EXPIRED: ', error="invalid_token", error_description="The access token expired"',
  TOKEN_INVALID: ', error="invalid_token", error_description="The access token is not valid"',
  FORBIDDEN: ', error="insufficient_scope"',
};

export function refusalHeaders({ code, details }: Refusal): Readonly<Record<string, string>> {
  const challenge = challenges[code];
  return {
    'cache-control': 'no-store',
    'content-type': 'application/problem+json; charset=utf-8',
    ...(challenge !== undefined && { 'www-authenticate': `Bearer realm="portcullis"${challenge}` }),
    ...(details.retryAfter !== undefined && { 'retry-after': String(details.retryAfter) }),
  };
}

/** RFC 9457. */
export function refusalBody({ code, status, message, details }: Refusal): string {
  return JSON.stringify({ type: 'about:blank', title: message, status, code, ...details });
}
