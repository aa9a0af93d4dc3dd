/**
 * The document of one event on its way to one endpoint, or told. Owns no rule: deliveries.ts writes it, by conditional updates.
 * It names somebody by their id and nothing else, as all events do.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, type mongo, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** How long it can be seen, and replayed. */
const RETENTION_SECONDS = 30 * 24 * 3_600;
/** Also asked for by webhooks-at-rest.room.ts, where no webhook is set any more. */
export const DELIVERIES = 'webhookDeliveries';

/** `parked`: given up, and kept for a replay. */
export type DeliveryState = 'waiting' | 'delivered' | 'parked';

@modelOptions({ schemaOptions: { collection: DELIVERIES, versionKey: false, strict: 'throw' } })
@index({ at: -1, _id: -1 })
@index({ endpoint: 1, at: -1, _id: -1 })
@index({ state: 1, at: -1, _id: -1 })
@index({ lane: 1, at: 1, _id: 1 }, { partialFilterExpression: { state: 'waiting' } })
@index({ userId: 1 }, { partialFilterExpression: { userId: { $exists: true } } })
@index({ createdAt: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class DeliveryDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** `webhook-id`: of the event, and so the same at each endpoint and attempt. */
  @prop({ type: String, required: true })
  messageId!: string;

  @prop({ type: String, required: true })
  endpoint!: string;

  /** What goes one after the other: the endpoint and the user, or this delivery alone where the event is about nobody. */
  @prop({ type: String, required: true })
  lane!: string;

  @prop({ type: String, required: true })
  event!: string;

  /** When it happened. */
  @prop({ type: Date, required: true })
  at!: Date;

  @prop({ type: () => Types.ObjectId })
  userId?: Types.ObjectId;

  /** JSON, to the byte as every attempt sends it. */
  @prop({ type: String, required: true })
  body!: string;

  @prop({ type: String, required: true })
  state!: DeliveryState;

  @prop({ type: Number, required: true })
  attempts!: number;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  @prop({ type: Date, required: true })
  giveUpAt!: Date;

  /** Absent: at once, or once what stands before it in its lane is through. */
  @prop({ type: Date })
  nextAttemptAt?: Date;

  @prop({ type: Date })
  lastAttemptAt?: Date;

  /** Of the last answer. */
  @prop({ type: Number })
  lastStatus?: number;

  /** Why the last attempt failed. */
  @prop({ type: String })
  lastFault?: string;

  @prop({ type: Date })
  finishedAt?: Date;
}

export type DeliveryModel = Model<DeliveryDocument>;
export type DeliveryCondition = mongo.Filter<DeliveryDocument>;

export function createDeliveryModel(connection: Connection): DeliveryModel {
  return registerModel(connection, 'WebhookDelivery', DeliveryDocument);
}
