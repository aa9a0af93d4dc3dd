/** What each event carries beside `origin`; its meaning stands in event-catalogue.ts. */
interface OfUser {
  readonly userId: string;
}
interface OfSession extends OfUser {
  readonly sessionId: string;
}
interface OfKey {
  readonly kid: string;
}
/** `userId` is whom it is about, `actorId` who did it where that is somebody else. */
interface OfActor extends OfUser {
  readonly actorId?: string;
}
interface OfMail {
  readonly mailId: string;
  readonly kind: string;
  readonly attempts: number;
}

interface OfWebhook {
  /** Its id, in WEBHOOKS or as an admin gave it. */
  readonly endpoint: string;
}
interface OfChangedWebhook extends OfWebhook {
  readonly actorId: string;
}

/**
 * What each event carries beside `origin`. Never a secret, an address or a name. `userId` is whom it is about,
 * `actorId` who did it where that is somebody else, `sessionId` the session where there is one, `reason` a code; the
 * rest are details, which name nobody.
 */
export interface EventPayloads {
  'user.signed-up': OfUser;
  'sign-in.succeeded': OfSession & { readonly methods: readonly string[] };
  'sign-in.failed': { readonly userId: string | undefined; readonly reason: SignInFailure };
  /** Of nobody where nobody has the name, or it is not about one account. */
  'limit.reached': { readonly limit: string; readonly userId: string | undefined };
  'session.refreshed': OfSession & { readonly rotations: number };
  /** `actorId`: always said, since many may end a session; undefined: nobody who was signed in. */
  'session.ended': OfSession & { readonly actorId: string | undefined; readonly reason: string };
  'session.reuse-detected': OfSession;
  'sign-in.challenged': OfUser;
  'provider.linked': OfUser & { readonly provider: string };
  'provider.unlinked': OfUser & { readonly provider: string };
  'passkey.added': OfUser;
  'passkey.removed': OfUser;
  'passkey.cloned': OfUser;
  'reauthentication.succeeded': OfSession;
  'second-factor.confirmed': OfUser;
  'second-factor.removed': OfUser;
  'second-factor.reset': OfUser & { readonly actorId: string };
  'two-factor.enabled': OfUser;
  'two-factor.disabled': OfUser;
  'recovery-codes.renewed': OfUser;
  'recovery-code.used': OfUser & { readonly left: number };
  'password.rehashed': OfUser;
  'password.changed': OfUser;
  'password.reset': OfUser;
  'change.undone': OfUser & { readonly added: string };
  'email.verified': OfUser;
  'email.change-requested': OfUser;
  'email.changed': OfUser;
  'profile.changed': OfUser & { readonly fields: readonly string[] };
  'user.created': OfActor & { readonly roles: readonly string[] };
  'users.imported': { readonly count: number };
  'user.invited': OfActor & { readonly roles: readonly string[] };
  'user.roles-changed': OfActor & { readonly roles: readonly string[] };
  'user.metadata-changed': OfActor & { readonly changed: readonly string[] };
  'user.suspended': OfActor;
  'user.restored': OfActor;
  'user.deleted': OfActor;
  'user.erased': OfUser;
  'user.exported': OfUser;
  'admin.appointed': OfUser;
  'mail-link.requested': { readonly purpose: string; readonly userId?: string; readonly actorId?: string };
  'mail-link.refused': { readonly purpose: string };
  'mail.sent': OfMail;
  'mail.dropped': OfMail;
  'mail.delayed': OfMail & { readonly reason: string };
  'mail.failed': OfMail & { readonly reason: string };
  'webhook.delayed': OfWebhook & { readonly deliveryId: string; readonly reason: string };
  'webhook.parked': OfWebhook & { readonly deliveryId: string; readonly reason: string };
  'webhook.disabled': OfWebhook;
  'webhook.enabled': OfWebhook;
  'webhook.created': OfChangedWebhook;
  'webhook.changed': OfChangedWebhook;
  'webhook.removed': OfChangedWebhook;
  'webhook.secret-rotated': OfChangedWebhook;
  'webhook.replayed': { readonly actorId: string | undefined; readonly count: number };
  'key.created': OfKey;
  'key.rotated': OfKey;
  'key.withdrawn': OfKey;
  'key.removed': OfKey;
  'upstream.schema-changed': { readonly upstream: string };
  'upstream.schema-refused': { readonly upstream: string; readonly reason: 'invalid' | 'unreadable' };
}
export type SignInFailure =
  | 'unknown-account'
  | 'wrong-password'
  | 'suspended'
  | 'email-not-verified'
  | 'wrong-code'
  /** The account asks for one, and FEATURES_DISABLED leaves it out. */
  | 'no-second-factor'
  | 'provider-token'
  | 'passkey'
  | 'passkey-cloned'
  | 'not-registered'
  | 'too-many-attempts'
  | 'credentials-changed'
  | 'refused-by-hook';
export type EventName = keyof EventPayloads;
