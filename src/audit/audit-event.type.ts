import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import { deviceName } from '../foundation/device-name.js';
import { eventCatalogue, type EventName } from '../foundation/event-catalogue.js';
import { PageInfoType, toPageInfo } from '../foundation/page-info.type.js';
import type { AuditEntryDocument } from './audit-entry.model.js';
import { AuditOutcome } from './audit-filter.input.js';
import type { AuditPage, AuditRecord } from './audit-list.js';

export enum AuditActor {
  SELF = 'SELF',
  ADMIN = 'ADMIN',
  UNKNOWN = 'UNKNOWN',
  SYSTEM = 'SYSTEM',
}

registerEnumType(AuditActor, {
  name: 'AuditActor',
  description: 'Who did something, without saying who it is.',
  valuesConfig: {
    SELF: { description: 'Whom it is about.' },
    ADMIN: { description: 'An admin.' },
    UNKNOWN: { description: 'Somebody who has not proved who they are.' },
    SYSTEM: { description: 'The service itself, or whoever runs it.' },
  },
});

@ObjectType('AuditEvent', {
  simpleResolvers: true,
  description: 'Something that happened to an account, a session or a key. It is never changed.',
})
export class AuditEventType {
  @Field(() => ID, { description: 'Of this entry.' })
  id!: string;

  @Field(() => GraphQLDateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => String, { description: 'What happened: a name from docs/events.md.' })
  event!: string;

  @Field(() => AuditOutcome, { description: 'How it ended.' })
  outcome!: AuditEntryDocument['outcome'];

  @Field(() => String, {
    nullable: true,
    description: 'What that means, in a sentence; null for an event of an older version.',
  })
  description!: string | undefined;

  @Field(() => AuditActor, { description: 'What kind of person did it.' })
  actorKind!: AuditActor;

  @Field(() => ID, {
    nullable: true,
    description:
      'The user who did it; null where nobody had signed in, the account is erased, or it is not to be told.',
  })
  actor!: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'The user whom it is about; null as for `actor`, and where it is about nobody.',
  })
  subject!: string | undefined;

  @Field(() => ID, {
    nullable: true,
    description:
      'The same for all that one person did, and still there when the account is erased; for admins.',
  })
  actorPseudonym!: string | undefined;

  @Field(() => ID, { nullable: true, description: 'The same of whom it is about; for admins.' })
  subjectPseudonym!: string | undefined;

  @Field(() => ID, { nullable: true, description: 'Of the session that it is about.' })
  sessionId!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'From which address; null where no request caused it, the account is erased, or it is not to be told.',
  })
  ip!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The user agent in words, such as Firefox on Linux; null: nothing that is known.',
  })
  device!: string | undefined;

  @Field(() => String, { nullable: true, description: 'As the device wrote it; null as for `ip`.' })
  userAgent!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Why, as a code.' })
  reason!: string | undefined;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: 'What else the event says, as an object of texts, numbers and lists. It names nobody.',
  })
  details!: Record<string, unknown> | undefined;

  @Field(() => ID, {
    nullable: true,
    description:
      'Of the request that caused it: X-Request-Id of its answer, and in the log; null: no request did.',
  })
  requestId!: string | undefined;
}

@ObjectType('AuditEventEdge', { simpleResolvers: true, description: 'An entry in its place in the list.' })
export class AuditEventEdgeType {
  @Field(() => String, { description: 'This place: `after` for what follows it.' })
  cursor!: string;

  @Field(() => AuditEventType, { description: 'The entry.' })
  node!: AuditEventType;
}

@ObjectType('AuditEventConnection', { simpleResolvers: true, description: 'A page of the audit trail.' })
export class AuditEventConnectionType {
  @Field(() => [AuditEventEdgeType], { description: 'Newest first.' })
  edges!: AuditEventEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Exact up to 1,000; beyond that, 1,000 stands for more.' })
  totalCount!: number;
}

export function toAuditEventConnection(page: AuditPage): AuditEventConnectionType {
  return {
    edges: page.entries.map(({ cursor, entry }) => ({ cursor, node: toAuditEvent(entry) })),
    pageInfo: toPageInfo(page),
    totalCount: page.totalCount,
  };
}

function toAuditEvent({ entry, actor, subject, source, hasPseudonyms }: AuditRecord): AuditEventType {
  return {
    id: entry._id.toHexString(),
    at: entry.at,
    event: entry.event,
    outcome: entry.outcome,
    description: describe(entry.event),
    actorKind: actorKindOf(entry),
    actor,
    subject,
    actorPseudonym: hasPseudonyms ? entry.actor : undefined,
    subjectPseudonym: hasPseudonyms ? entry.subject : undefined,
    sessionId: entry.sessionId,
    ip: source?.ip,
    device: deviceName(source?.userAgent),
    userAgent: source?.userAgent,
    reason: entry.reason,
    details: entry.details,
    requestId: entry.requestId,
  };
}

/** An entry may be older than the catalogue. */
function describe(event: string): string | undefined {
  return Object.hasOwn(eventCatalogue, event) ? eventCatalogue[event as EventName].description : undefined;
}

function actorKindOf({ actor, subject, requestId }: AuditEntryDocument): AuditActor {
  if (actor !== undefined) return actor === subject ? AuditActor.SELF : AuditActor.ADMIN;
  return requestId === undefined ? AuditActor.SYSTEM : AuditActor.UNKNOWN;
}
