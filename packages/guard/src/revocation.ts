import type { AccessTokenClaims } from './claims.js';

/** What to do with a token that is good but for the question whether its session was ended, which nobody answers. */
export type WhenUnreachable = 'accept' | 'refuse';

/** One of the two. */
export type RevocationOptions = RevocationListOptions | { readonly introspection: IntrospectionOptions };

/** Polls the gateway's signed list of ended sessions: one small request for any number of tokens. */
export interface RevocationListOptions {
  readonly list: true;
  /** Its URL; default: as the discovery document says. */
  readonly uri?: string;
  /** An ended session is refused after so many seconds at most; default 5. */
  readonly pollSeconds?: number;
  /**
   * Once the list is past its time (60 s after the gateway last confirmed it); default accept, with a warning:
   * the token expires soon. What the last list names stays refused.
   */
  readonly whenUnreachable?: WhenUnreachable;
}

/** Asks about each token (RFC 7662), for services that must know at once. */
export interface IntrospectionOptions {
  /** An entry of the gateway's RESOURCE_SERVERS. */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default: as the discovery document says. */
  readonly endpoint?: string;
  /** For so many seconds an answer counts; default 0: each request asks. */
  readonly cacheSeconds?: number;
  /** Default refuse, with UnavailableError. */
  readonly whenUnreachable?: WhenUnreachable;
}

/** @throws TokenError TOKEN_INVALID for an ended session. @throws UnavailableError */
export type CheckRevocation = (
  claims: AccessTokenClaims,
  token: string,
  /** Of the token, to remember it by. */
  digest: string,
) => void | Promise<void>;
