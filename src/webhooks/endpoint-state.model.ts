/** The document of an endpoint that has answered 410 Gone. It counts for the URL that answered, so another URL is told again. */
import { modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

@modelOptions({ schemaOptions: { collection: 'webhookEndpoints', versionKey: false, strict: 'throw' } })
class EndpointStateDocument {
  /** Its id, in WEBHOOKS or as an admin gave it. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: String, required: true })
  url!: string;

  @prop({ type: Date, required: true })
  goneAt!: Date;
}

export type EndpointStateModel = Model<EndpointStateDocument>;

export function createEndpointStateModel(connection: Connection): EndpointStateModel {
  return registerModel(connection, 'WebhookEndpointState', EndpointStateDocument);
}
