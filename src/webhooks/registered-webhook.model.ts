/** The document of an endpoint that an admin has made, beside those of WEBHOOKS. Owns no rule: registered-webhooks.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** Also asked for by webhooks-at-rest.room.ts, where no webhook is on any more. */
export const REGISTERED_WEBHOOKS = 'registeredWebhooks';

@modelOptions({ schemaOptions: { _id: false } })
export class WebhookSecretDocument {
  /** `whsec_` and standard base64, in a secret box. */
  @prop({ type: String, required: true })
  box!: string;

  /** Of one that was replaced: until when it signs beside its successor. */
  @prop({ type: Date })
  signsUntil?: Date;
}

@modelOptions({ schemaOptions: { collection: REGISTERED_WEBHOOKS, versionKey: false, strict: 'throw' } })
@index({ place: 1 }, { unique: true, name: 'place' })
export class RegisteredWebhookDocument {
  /** As an id in WEBHOOKS. */
  @prop({ type: String, required: true })
  _id!: string;

  /** From 1 on, one for each: of as many at once as there are, no more are made than there are places. */
  @prop({ type: Number, required: true })
  place!: number;

  @prop({ type: String, required: true })
  url!: string;

  /** Patterns, as in WEBHOOKS. */
  @prop({ type: () => [String], required: true })
  events!: string[];

  /** The newest first; one or two. */
  @prop({ type: () => [WebhookSecretDocument], required: true })
  secrets!: WebhookSecretDocument[];

  @prop({ type: Date, required: true })
  createdAt!: Date;

  /** When an admin last changed anything of it. */
  @prop({ type: Date, required: true })
  updatedAt!: Date;
}

export type RegisteredWebhookModel = Model<RegisteredWebhookDocument>;

export function createRegisteredWebhookModel(connection: Connection): RegisteredWebhookModel {
  return registerModel(connection, 'RegisteredWebhook', RegisteredWebhookDocument);
}
