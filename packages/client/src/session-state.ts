import type { ErrorCode } from './error-code.js';
import type { SecondFactor, UserPartsFragment } from './generated/operations.js';
import type { PortcullisError } from './portcullis-error.js';

/** Who is signed in. */
export type User = UserPartsFragment;

/** What a frontend draws. A new object is a change; the same object is none. */
export type SessionState =
  /** It is not known yet whether there is a session. `error`: why the last attempt to find out failed; there will be others. */
  | { readonly status: 'starting'; readonly error?: PortcullisError }
  /** `reason`: with what the gateway refused to go on with a session that there was. */
  | { readonly status: 'signedOut'; readonly reason?: ErrorCode }
  /** The first factor was right: `client.answerChallenge` has the second. */
  | {
      readonly status: 'challenge';
      readonly challengeToken: string;
      readonly expiresAt: string;
      readonly methods: readonly SecondFactor[];
    }
  /** `expiresAt`: when the session ends unless it is refreshed before. */
  | { readonly status: 'signedIn'; readonly user: User; readonly expiresAt: string };

/** Made for `useSyncExternalStore`. */
export interface Session {
  readonly get: () => SessionState;
  /** What it began with, for the first picture of a page that a server has rendered. */
  readonly getInitial: () => SessionState;
  /** @returns how to end it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** Who is signed in; undefined where nobody is, or where that is not known yet. */
export function userOf(state: SessionState): User | undefined {
  return state.status === 'signedIn' ? state.user : undefined;
}
