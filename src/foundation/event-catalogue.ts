/**
 * Everything that happens to accounts, sessions and keys. Rooms raise events and know no listener; audit,
 * metrics and logs listen. docs/events.md is printed from this catalogue.
 */

/** Where a request came from. */
export interface RequestOrigin {
  /** Also in the log and in the answer's X-Request-Id. */
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
}

interface OfUser {
  readonly userId: string;
}
interface OfSession extends OfUser {
  readonly sessionId: string;
}

/** What each event carries beside `origin`. Never a secret, an address or a name. */
export interface EventPayloads {
  'user.signed-up': OfUser;
  'sign-in.succeeded': OfSession & { readonly methods: readonly string[] };
  'sign-in.failed': { readonly userId: string | undefined; readonly reason: SignInFailure };
  'session.refreshed': OfSession & { readonly rotations: number };
  'session.ended': OfSession & { readonly reason: string };
  'session.reuse-detected': OfSession;
  'password.rehashed': OfUser;
  'key.created': { readonly kid: string };
}
export type SignInFailure = 'unknown-account' | 'wrong-password' | 'suspended' | 'credentials-changed';
export type EventName = keyof EventPayloads;

export interface EventDescription {
  readonly outcome: 'success' | 'failure';
  readonly description: string;
}

export const eventCatalogue: Readonly<Record<EventName, EventDescription>> = {
  'user.signed-up': { outcome: 'success', description: 'An account was made by its owner.' },
  'sign-in.succeeded': { outcome: 'success', description: 'A session began; at sign-up too.' },
  'sign-in.failed': {
    outcome: 'failure',
    description: 'Credentials were refused; `reason` says why, which the caller is not told.',
  },
  'session.refreshed': { outcome: 'success', description: 'A refresh token was replaced by its successor.' },
  'session.ended': {
    outcome: 'success',
    description: 'A session was ended before its time; `reason` is its revokeReason.',
  },
  'session.reuse-detected': {
    outcome: 'failure',
    description: 'A refresh token that had been replaced was presented again, so its session was ended.',
  },
  'password.rehashed': {
    outcome: 'success',
    description: 'A password hash was renewed at sign-in, because scheme, cost or pepper had changed.',
  },
  'key.created': { outcome: 'success', description: 'A signing key was made.' },
};
