/**
 * The guard cannot judge, since the gateway is out of reach. It says nothing about the token, and so is no TokenError:
 * answer it with 503, never with 401, which would make clients throw good tokens away.
 */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
  readonly code = 'UNAVAILABLE';
  /** When to try again, in seconds. */
  readonly retryAfterSeconds = 5;
}
