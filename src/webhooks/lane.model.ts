/**
 * The document of deliveries that go one after the other: whoever claims it sends the first of them, and nobody else sends any.
 * Owns no rule: deliveries.ts writes it.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** Of an endpoint that is in no setting any more. Longer than any delivery waits. */
const RETENTION_SECONDS = 30 * 24 * 3_600;

@modelOptions({ schemaOptions: { collection: 'webhookLanes', versionKey: false, strict: 'throw' } })
@index({ endpoint: 1, dueAt: 1 })
@index({ dueAt: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class LaneDocument {
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: String, required: true })
  endpoint!: string;

  /** When it may be claimed: a claim moves it behind the claim's lease. */
  @prop({ type: Date, required: true })
  dueAt!: Date;

  /** How often it was claimed, which tells one claim from the next. */
  @prop({ type: Number, required: true })
  claims!: number;

  /** Grows with each delivery that enters, so that none is forgotten with a lane that seemed empty. */
  @prop({ type: Number, required: true })
  entered!: number;
}

export type LaneModel = Model<LaneDocument>;

export function createLaneModel(connection: Connection): LaneModel {
  return registerModel(connection, 'WebhookLane', LaneDocument);
}
