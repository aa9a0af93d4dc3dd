import type { EventName } from './event-payloads.js';

export interface EventDescription {
  readonly outcome: 'success' | 'failure';
  /** Whether it is kept in the audit trail (docs/decisions/0014-audit.md): what an investigation would ask for. */
  readonly audited: boolean;
  /** Whether the account of `userId` is as new as the event, so that nothing is known of it yet. */
  readonly opensAccount?: true;
  readonly description: string;
}

/** Those of services around the gateway: what it tells, and what stands behind it. */
export const neighbourEvents = {
  'webhook.delayed': {
    outcome: 'failure',
    audited: false,
    description:
      'A webhook was not taken and is tried again; `reason` is a code of the connection, or HTTP_ and the status.',
  },
  'webhook.parked': {
    outcome: 'failure',
    audited: false,
    description: 'A webhook was given up; it is kept, and can be replayed.',
  },
  'webhook.disabled': {
    outcome: 'failure',
    audited: true,
    description: 'An endpoint answered 410 Gone, and is told nothing more.',
  },
  'webhook.enabled': {
    outcome: 'success',
    audited: true,
    description:
      'An endpoint that had answered 410 is told again, by the command line or since an admin has set it.',
  },
  'webhook.created': {
    outcome: 'success',
    audited: true,
    description: 'An admin made an endpoint that is told of events; `actorId` is the admin.',
  },
  'webhook.changed': {
    outcome: 'success',
    audited: true,
    description: 'An admin changed where such an endpoint is, or of what it is told.',
  },
  'webhook.removed': {
    outcome: 'success',
    audited: true,
    description: 'An admin took away such an endpoint.',
  },
  'webhook.secret-rotated': {
    outcome: 'success',
    audited: true,
    description: 'An admin had another secret made for such an endpoint.',
  },
  'webhook.replayed': {
    outcome: 'success',
    audited: true,
    description: 'An admin had webhooks sent again, `count` of them.',
  },
  'upstream.schema-changed': {
    outcome: 'success',
    audited: false,
    description: 'The SDL or the documents of an upstream were read anew, and count from now on.',
  },
  'upstream.schema-refused': {
    outcome: 'failure',
    audited: false,
    description:
      'What was read anew of an upstream is not taken, and what was read before stays; `reason` is `invalid` or `unreadable`, and the log says more. Told once for each mistake.',
  },
} as const satisfies Readonly<Partial<Record<EventName, EventDescription>>>;
