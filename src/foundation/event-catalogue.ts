/**
 * Everything that happens to accounts, sessions and keys. Rooms raise events and know no listener; audit,
 * metrics and logs listen. docs/events.md is printed from this catalogue.
 */
import type { EventName } from './event-payloads.js';
import { type EventDescription, neighbourEvents } from './neighbour-events.js';

/** Where a request came from. */
export interface RequestOrigin {
  /** Also in the log and in the answer's X-Request-Id. */
  readonly requestId: string;
  readonly ip: string;
  readonly userAgent: string | undefined;
  /** The Origin header: of which page a browser says that it asked (RFC 6454). Anybody can write one. */
  readonly webOrigin: string | undefined;
  /** The Accept-Language header: in which language pages and mails answer. */
  readonly acceptLanguage: string | undefined;
}

export type { EventName, EventPayloads, SignInFailure } from './event-payloads.js';

/** In the order of docs/events.md. Names stay: audit entries and dashboards hold them. */
export const eventCatalogue: Readonly<Record<EventName, EventDescription>> = {
  'user.signed-up': {
    outcome: 'success',
    audited: true,
    opensAccount: true,
    description: 'An account was made by its owner.',
  },
  'sign-in.succeeded': { outcome: 'success', audited: true, description: 'A session began; at sign-up too.' },
  'sign-in.failed': {
    outcome: 'failure',
    audited: true,
    description: 'Credentials were refused; `reason` says why, which the caller is not told.',
  },
  'limit.reached': {
    outcome: 'failure',
    audited: true,
    description:
      'A limit was passed for the first time in its window: `sign-in` (account and source), `source`, `account`, `code`, or of an operation; told once, however many are refused.',
  },
  'session.refreshed': {
    outcome: 'success',
    audited: false,
    description: 'A refresh token was replaced by its successor.',
  },
  'session.ended': {
    outcome: 'success',
    audited: true,
    description: 'A session was ended before its time; `reason` is its revokeReason.',
  },
  'session.reuse-detected': {
    outcome: 'failure',
    audited: true,
    description: 'A refresh token that had been replaced was presented again, so its session was ended.',
  },
  'provider.linked': {
    outcome: 'success',
    audited: true,
    description: "A provider's account was linked to an account.",
  },
  'provider.unlinked': {
    outcome: 'success',
    audited: true,
    description: "A provider's account was unlinked from an account.",
  },
  'sign-in.challenged': {
    outcome: 'success',
    audited: true,
    description: 'The first factor was right; the second is asked for, and there is no session yet.',
  },
  'passkey.added': {
    outcome: 'success',
    audited: true,
    description: 'A passkey was added to an account.',
  },
  'passkey.removed': {
    outcome: 'success',
    audited: true,
    description: 'A passkey was removed by its owner.',
  },
  'passkey.cloned': {
    outcome: 'failure',
    audited: true,
    description:
      'A passkey answered with a signature counter that had been used: two devices may have its key (WebAuthn 6.1.1). It was refused.',
  },
  'reauthentication.succeeded': {
    outcome: 'success',
    audited: true,
    description: 'A signed-in user proved anew who they are.',
  },
  'second-factor.confirmed': {
    outcome: 'success',
    audited: true,
    description: 'An authenticator app was set up and proved by its first code.',
  },
  'second-factor.removed': {
    outcome: 'success',
    audited: true,
    description: 'The authenticator app was removed by its owner.',
  },
  'second-factor.reset': {
    outcome: 'success',
    audited: true,
    description: 'An admin removed the second factor of somebody; `actorId` is the admin.',
  },
  'two-factor.enabled': {
    outcome: 'success',
    audited: true,
    description: 'A second factor is asked for at sign-in from now on.',
  },
  'two-factor.disabled': {
    outcome: 'success',
    audited: true,
    description: 'No second factor is asked for any more.',
  },
  'recovery-codes.renewed': {
    outcome: 'success',
    audited: true,
    description: 'New recovery codes were made.',
  },
  'recovery-code.used': {
    outcome: 'success',
    audited: true,
    description: 'A recovery code opened a session; `left` are left.',
  },
  'password.rehashed': {
    outcome: 'success',
    audited: false,
    description: 'A password hash was renewed at sign-in, because scheme, cost or pepper had changed.',
  },
  'password.changed': {
    outcome: 'success',
    audited: true,
    description: 'A signed-in user changed the password; the other sessions were ended.',
  },
  'password.reset': {
    outcome: 'success',
    audited: true,
    description: 'A reset link was used to set a password; all sessions were ended.',
  },
  'change.undone': {
    outcome: 'success',
    audited: true,
    description:
      'The link of a notice took a new way in away again: `added` is AUTHENTICATOR, PROVIDER or PASSKEY; all sessions were ended.',
  },
  'email.verified': {
    outcome: 'success',
    audited: true,
    description: 'A link that had been mailed to the address of an account was used.',
  },
  'email.change-requested': {
    outcome: 'success',
    audited: true,
    description: 'A user asked for another e-mail address, which got a link.',
  },
  'email.changed': {
    outcome: 'success',
    audited: true,
    description: 'That link was used, so the address is the new one; the other sessions were ended.',
  },
  'profile.changed': {
    outcome: 'success',
    audited: true,
    description: 'Somebody changed their profile; `fields` names what, not to what.',
  },
  'user.created': {
    outcome: 'success',
    audited: true,
    description: 'An admin made an account; `actorId` is the admin.',
  },
  'users.imported': {
    outcome: 'success',
    audited: true,
    description:
      'Accounts were imported from a file; `count` says how many, and none of them is told by itself.',
  },
  'user.invited': {
    outcome: 'success',
    audited: true,
    description:
      'An admin made an account whose owner chooses the password by a mail link, or had that link sent anew.',
  },
  'user.roles-changed': {
    outcome: 'success',
    audited: true,
    description: 'An admin changed what somebody may do; `roles` are those from now on.',
  },
  'user.metadata-changed': {
    outcome: 'success',
    audited: true,
    description:
      'An admin set metadata of an account; `changed` names which half, and nothing of what is in it.',
  },
  'user.suspended': {
    outcome: 'success',
    audited: true,
    description: 'An admin shut an account and ended its sessions.',
  },
  'user.restored': {
    outcome: 'success',
    audited: true,
    description: 'An admin undid a suspension, or a deletion within its grace.',
  },
  'user.deleted': {
    outcome: 'success',
    audited: true,
    description: 'An account was deleted and its sessions were ended; it may wait for DELETE_GRACE.',
  },
  'user.erased': {
    outcome: 'success',
    audited: true,
    description: 'Nothing of a deleted account is kept any more.',
  },
  'user.exported': {
    outcome: 'success',
    audited: true,
    description: 'Somebody was given all that is held about them.',
  },
  'admin.appointed': {
    outcome: 'success',
    audited: true,
    description: 'There was no admin, and this account became one.',
  },
  'mail-link.requested': {
    outcome: 'success',
    audited: true,
    description:
      'A link or a code was asked for by mail; whether anybody has the address is not told. `userId` is who asked for a step-up, `actorId` an admin who asked on behalf.',
  },
  'mail-link.refused': {
    outcome: 'failure',
    audited: true,
    description: 'A mail link was presented that is unknown, used, replaced or past its time.',
  },
  'mail.sent': { outcome: 'success', audited: false, description: 'The mail server took a mail over.' },
  'mail.dropped': {
    outcome: 'success',
    audited: false,
    description:
      'A mail was not sent, since nobody has the address or its link was replaced or had lost its point.',
  },
  'mail.delayed': {
    outcome: 'failure',
    audited: false,
    description:
      'A mail could not be sent and is tried again; `reason` is a code of the connection or server.',
  },
  'mail.failed': { outcome: 'failure', audited: false, description: 'A mail was given up.' },
  'key.created': {
    outcome: 'success',
    audited: true,
    description: 'A signing key was made and published; it is held in reserve.',
  },
  'key.rotated': {
    outcome: 'success',
    audited: true,
    description: 'A key signs from now on; the one before does no more.',
  },
  'key.withdrawn': {
    outcome: 'success',
    audited: true,
    description: 'A key was taken out of the key set before its time; its tokens are refused.',
  },
  'key.removed': {
    outcome: 'success',
    audited: true,
    description: 'A key left the key set, since its last token is dead.',
  },
  ...neighbourEvents,
};
