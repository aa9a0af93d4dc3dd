import { GraphQLDateTime, GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import { PageInfoType, toPageInfo } from '../foundation/page-info.type.js';
import type { DeliveryPage, DeliveryQuery } from './delivery-list.js';
import type { DeliveryDocument, DeliveryState } from './delivery.model.js';

export enum WebhookDeliveryState {
  WAITING = 'waiting',
  DELIVERED = 'delivered',
  PARKED = 'parked',
}

registerEnumType(WebhookDeliveryState, {
  name: 'WebhookDeliveryState',
  description: 'What became of a webhook.',
  valuesConfig: {
    WAITING: { description: 'It is on its way, or tried again.' },
    DELIVERED: { description: 'The endpoint has taken it.' },
    PARKED: { description: 'It was given up, and can be replayed.' },
  },
});

@ObjectType('WebhookDelivery', {
  simpleResolvers: true,
  description: 'An event on its way to an endpoint, or told.',
})
export class WebhookDeliveryType {
  @Field(() => ID, { description: 'Of this delivery: for a replay.' })
  id!: string;

  @Field(() => ID, { description: '`webhook-id`: of the event, the same at each endpoint and attempt.' })
  messageId!: string;

  @Field(() => String, { description: 'As in `Webhook.id`.' })
  endpoint!: string;

  @Field(() => String, { description: 'What happened: a name from docs/events.md.' })
  event!: string;

  @Field(() => GraphQLDateTime, { description: 'When it happened.' })
  at!: Date;

  @Field(() => WebhookDeliveryState, { description: 'What became of it.' })
  state!: DeliveryState;

  @Field(() => Int, { description: 'How often it was tried since it happened, or since it was replayed.' })
  attempts!: number;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it is tried again; null: at once, once what is before it is through, or never.',
  })
  nextAttemptAt!: Date | undefined;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Of the last attempt; null: none yet.' })
  lastAttemptAt!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'The status of the last answer; null: nobody answered.' })
  lastStatus!: number | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'Why an attempt failed the last time one did: a code of the connection, or HTTP_ and the status.',
  })
  lastFault!: string | undefined;

  @Field(() => GraphQLJSON, { description: 'What is sent, as an object.' })
  body!: unknown;
}

@ObjectType('WebhookDeliveryEdge', {
  simpleResolvers: true,
  description: 'A delivery in its place in the list.',
})
export class WebhookDeliveryEdgeType {
  @Field(() => String, { description: 'This place: `after` for what follows it.' })
  cursor!: string;

  @Field(() => WebhookDeliveryType, { description: 'The delivery.' })
  node!: WebhookDeliveryType;
}

@ObjectType('WebhookDeliveryConnection', {
  simpleResolvers: true,
  description: 'A page of the log of webhooks.',
})
export class WebhookDeliveryConnectionType {
  @Field(() => [WebhookDeliveryEdgeType], { description: 'Newest first.' })
  edges!: WebhookDeliveryEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Exact up to 1,000; beyond that, 1,000 stands for more.' })
  totalCount!: number;
}

@InputType('WebhookDeliveryFilter', { description: 'Which webhooks; what is absent asks for nothing.' })
export class WebhookDeliveryFilterInput implements DeliveryQuery {
  @Field(() => String, { nullable: true, description: 'As in `Webhook.id`.' })
  endpoint?: string | null;

  @Field(() => WebhookDeliveryState, { nullable: true, description: 'What became of it.' })
  state?: WebhookDeliveryState | null;

  @Field(() => String, { nullable: true, description: 'A name from docs/events.md.' })
  event?: string | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Happened from this moment on.' })
  from?: Date | null;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Happened before this moment.' })
  to?: Date | null;
}

export function toDeliveryConnection(page: DeliveryPage): WebhookDeliveryConnectionType {
  return {
    edges: page.entries.map(({ cursor, entry }) => ({ cursor, node: toDelivery(entry) })),
    pageInfo: toPageInfo(page),
    totalCount: page.totalCount,
  };
}

function toDelivery(delivery: DeliveryDocument): WebhookDeliveryType {
  const { messageId, endpoint, event, at, state, attempts } = delivery;
  const { nextAttemptAt, lastAttemptAt, lastStatus, lastFault } = delivery;
  return {
    id: delivery._id.toHexString(),
    ...{ messageId, endpoint, event, at, state, attempts },
    ...{ nextAttemptAt, lastAttemptAt, lastStatus, lastFault },
    body: JSON.parse(delivery.body) as unknown,
  };
}
