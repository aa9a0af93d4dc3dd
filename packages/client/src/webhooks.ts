/** `@portcullis/client/webhooks`: what a gateway sends to webhooks, as types. Nothing of it is left in a bundle. */
import type { EventPayloads } from './generated/event-payloads.js';

/** `reason` of `sign-in.failed`. */
export type { SignInFailure } from './generated/event-payloads.js';

/** Sent for every event; a member may be added to any payload without a new version. */
interface Sent {
  readonly version: 1;
  /** Of the request that caused it, as in its X-Request-Id; absent: none did. */
  readonly requestId?: string;
}

/** Events that a webhook can tell: those of docs/events.md but `webhook.*`. */
export type WebhookEventName = Exclude<keyof EventPayloads, `webhook.${string}`>;

/**
 * The body of a webhook, after its signature was verified: `switch (event.type)` narrows `data`. A gateway of a later
 * version may send types that are not in this list. `webhook.test` is what `portcullis webhooks test` sends.
 */
export type WebhookEvent =
  | {
      [Name in WebhookEventName]: {
        readonly type: Name;
        /** When it happened, ISO 8601. */
        readonly timestamp: string;
        readonly data: Sent & EventPayloads[Name];
      };
    }[WebhookEventName]
  | { readonly type: 'webhook.test'; readonly timestamp: string; readonly data: { readonly version: 1 } };
