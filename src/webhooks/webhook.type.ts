import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

import type { Endpoint } from './endpoints.js';
import type { KeyedWebhook } from './manage-webhooks.js';
import type { RegisteredWebhook, WebhookWish } from './registered-webhooks.js';

export enum WebhookSource {
  SETTINGS = 'SETTINGS',
  ADMIN = 'ADMIN',
}

registerEnumType(WebhookSource, {
  name: 'WebhookSource',
  description: 'Where an endpoint comes from.',
  valuesConfig: {
    SETTINGS: { description: 'WEBHOOKS: it is changed there alone.' },
    ADMIN: { description: 'An admin made it by `createWebhook`.' },
  },
});

@ObjectType('Webhook', { simpleResolvers: true, description: 'An endpoint that is told of events.' })
export class WebhookType {
  @Field(() => ID, { description: 'Its name, as in `WebhookDelivery.endpoint`.' })
  id!: string;

  @Field(() => String, { description: 'Where it is told.' })
  url!: string;

  @Field(() => [String], { description: 'Of what: names of docs/events.md, `user.*`, or `*`.' })
  events!: string[];

  @Field(() => WebhookSource, { description: 'Where it comes from.' })
  source!: WebhookSource;

  @Field(() => Boolean, { description: 'False once it has answered 410: it is told nothing more.' })
  isOn!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When it was made; null for one of WEBHOOKS.',
  })
  createdAt!: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When an admin last changed it; null for one of WEBHOOKS.',
  })
  updatedAt!: Date | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'Until when the secret before the last rotation signs too; null: it does not.',
  })
  previousSecretUntil!: Date | undefined;
}

@ObjectType('WebhookSecret', { simpleResolvers: true, description: 'An endpoint with its new secret.' })
export class WebhookSecretType {
  @Field(() => WebhookType, { description: 'The endpoint.' })
  webhook!: WebhookType;

  @Field(() => String, { description: '`whsec_` and base64: what signs from now on. It is shown this once.' })
  secret!: string;
}

@InputType('WebhookInput', { description: 'An endpoint that an admin makes or changes.' })
export class WebhookInputType implements WebhookWish {
  @Field(() => ID, { description: 'Its name: up to 32 of a-z, 0-9 and -, a letter first.' })
  id!: string;

  @Field(() => String, { description: 'An https URL, at a public address or in WEBHOOK_ALLOWED_NETWORKS.' })
  url!: string;

  @Field(() => [String], { description: 'Of what it is told: names of docs/events.md, `user.*`, or `*`.' })
  events!: string[];
}

/** Of the list. */
export function toWebhook({ id, url, events, registered }: Endpoint, isOn: boolean): WebhookType {
  return {
    ...{ id, url, events: [...events], isOn },
    source: registered === undefined ? WebhookSource.SETTINGS : WebhookSource.ADMIN,
    createdAt: registered?.createdAt,
    updatedAt: registered?.updatedAt,
    previousSecretUntil: registered?.previousSecretUntil,
  };
}

/** One that was just written, and so is on. */
export function toChangedWebhook(webhook: RegisteredWebhook): WebhookType {
  const { id, url, events, createdAt, updatedAt, previousSecretUntil } = webhook;
  const dates = { createdAt, updatedAt, previousSecretUntil };
  return { id, url, events: [...events], source: WebhookSource.ADMIN, isOn: true, ...dates };
}

export function toKeyedWebhook({ webhook, secret }: KeyedWebhook): WebhookSecretType {
  return { webhook: toChangedWebhook(webhook), secret };
}
