import type { AppError } from '../foundation/errors.js';

const bearerErrors: Readonly<Record<string, string | undefined>> = {
  TOKEN_EXPIRED: 'error="invalid_token", error_description="The access token expired"',
  TOKEN_INVALID: 'error="invalid_token", error_description="The access token is not valid"',
  UNAUTHENTICATED: '',
};

/** The headers that go with a refusal: WWW-Authenticate (RFC 6750 section 3) and Retry-After (RFC 9110). */
export function refusalHeaders(refusal: AppError): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const bearer = bearerErrors[refusal.code];
  // Without a token there is no error to tell (RFC 6750 section 3.1).
  if (bearer !== undefined)
    headers.set('www-authenticate', ['Bearer realm="portcullis"', bearer].filter(Boolean).join(', '));
  if (refusal.details.retryAfter !== undefined)
    headers.set('retry-after', String(refusal.details.retryAfter));
  return headers;
}
