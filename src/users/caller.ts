import type { RequestOrigin } from '../foundation/event-catalogue.js';
import type { UserDocument } from './user.model.js';

/** Who is asking: a live session of an account that is neither suspended nor deleted. */
export interface Caller {
  /** With the roles that count in this session. */
  readonly user: UserDocument;
  /** As stored, for a token that is to be written anew: the session may have come to count for more. */
  readonly account: UserDocument;
  /** Those that would count had it been opened with two factors. */
  readonly withheldRoles: readonly string[];
  readonly sessionId: string;
  /** When they last proved who they are (`auth_time`). */
  readonly authTime: Date;
  /** How, in the words of RFC 8176. */
  readonly amr: readonly string[];
}

/** What every resolver is told of its request. */
export interface CallerContext {
  readonly origin: RequestOrigin;
  /** The refresh token that came as a cookie. */
  readonly refreshCookie: string | undefined;
  /** The header of that name, as it came. */
  readonly idempotencyKey: string | undefined;
  /** The access token that came with the request, as a header or a cookie, good or bad. */
  readonly accessToken: string | undefined;
  /** Set-Cookie headers of the answer. */
  setCookies(lines: readonly string[]): void;
  /**
   * Worked out once a request, when first asked for.
   * @returns undefined where no access token came.
   * @throws AppError TOKEN_EXPIRED or TOKEN_INVALID where a bad one did.
   */
  caller(): Promise<Caller | undefined>;
  /** A session was just made or refreshed: the rest of the request is its owner's. */
  becomeCaller(caller: Caller): void;
}
