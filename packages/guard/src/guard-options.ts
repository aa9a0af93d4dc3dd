import type { FindKey } from './public-key.js';
import type { RevocationOptions } from './revocation.js';

/** What a token must be, wherever the keys come from. */
export interface TokenRules {
  /** The `iss` that is accepted, to the letter. */
  readonly issuer: string;
  /** The audiences of this resource server: one of them must be in `aud`. */
  readonly audience: string | readonly string[];
  /** Accepted signature algorithms; default EdDSA, ES256, RS256, PS256. Which one a key has, the key says. */
  readonly algorithms?: readonly string[];
  /** Accepted header `typ`; default at+jwt (RFC 9068 section 4). */
  readonly typ?: string;
  /**
   * Tolerated difference of clocks, in seconds, 0 to 300: a token counts so long after `exp` and before `nbf`; `iat` is not
   * judged. Default 60 where the keys come from the gateway, 0 with `findKey`.
   */
  readonly clockToleranceSeconds?: number;
  /** Verified tokens remembered at most; default 10,000. 0: each is verified each time. */
  readonly cacheSize?: number;
  readonly now?: () => Date;
}

/** Keys that the caller has at hand, as the gateway itself. */
export interface LocalGuardOptions extends TokenRules {
  readonly findKey: FindKey;
}

/** Keys that are fetched from the gateway, found by its issuer or at `jwksUri`. */
export interface RemoteGuardOptions extends TokenRules {
  readonly findKey?: undefined;
  /** The key set's URL; default: as `<issuer>/.well-known/openid-configuration` says. */
  readonly jwksUri?: string;
  /** Plain http to other machines; default false: http to this machine only. */
  readonly allowHttp?: boolean;
  /** A withdrawn key is refused after so many seconds at most, while the gateway answers; default 30. */
  readonly keyPollSeconds?: number;
  /** So many seconds the last key set counts while the gateway does not answer; default 86,400. */
  readonly maxStaleSeconds?: number;
  /** Longest wait for the gateway, in seconds; default 3. */
  readonly timeoutSeconds?: number;
  /** To refuse tokens of ended sessions before they expire; default: not. */
  readonly revocation?: RevocationOptions;
  /** Told what did not work, in words without any token. */
  readonly onWarning?: (message: string, error: unknown) => unknown;
  readonly fetch?: typeof fetch;
}

export type GuardOptions = LocalGuardOptions | RemoteGuardOptions;

/** @throws TypeError where a number is not within its bounds. */
export function checkRange(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw new TypeError(`${name} is a number from ${least} to ${most}.`);
}
