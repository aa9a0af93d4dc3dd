import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { UserDocument } from '../users/user.model.js';
import type { CustomClaims } from './custom-claims.js';

/** An access token that is about to be written. */
interface TokenRequest {
  readonly cause: 'SIGN_IN' | 'REFRESH' | 'REAUTHENTICATION' | 'PASSWORD_CHANGE';
  /** As stored. */
  readonly user: UserDocument;
  readonly sessionId: string;
  /** RFC 8176. */
  readonly amr: readonly string[];
}

/** Claims that somebody else adds; none that verifiers act on. */
export type AddedClaims = Readonly<Record<string, unknown>>;

/**
 * Contributed by whoever is asked before each token. It is asked before anything is written, so that a refusal leaves a refresh token
 * unspent and a session as it was.
 * @param claimBytes how long the claims may be, as JSON.
 * @throws AppError REFUSED_BY_HOOK; UNAVAILABLE where there is no answer and none may be done without.
 */
export type BeforeTokenPort = (
  request: TokenRequest,
  origin: RequestOrigin,
  claimBytes: number,
) => Promise<AddedClaims>;

/** @throws AppError as BeforeTokenPort. */
export type BeforeToken = (request: TokenRequest, origin: RequestOrigin) => Promise<AddedClaims>;

/** @returns undefined where nobody is asked. */
export function createBeforeToken(
  port: BeforeTokenPort | undefined,
  customClaims: CustomClaims,
): BeforeToken | undefined {
  if (port === undefined) return undefined;
  return (request, origin) => port(request, origin, customClaims.bytesLeft(request.user, request.sessionId));
}
