/**
 * The document of one mail that is to be sent, or was. Owns no rule: outbox.ts writes it, by conditional updates.
 * What the mail is about lies in an encrypted box, and only until it was sent or given up.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** How long it can be seen what became of a mail. */
const RETENTION_SECONDS = 30 * 24 * 3_600;

export type OutboxState = 'waiting' | 'sent' | 'dropped' | 'failed';

@modelOptions({ schemaOptions: { collection: 'outbox', versionKey: false, strict: 'throw' } })
@index({ state: 1, dueAt: 1 })
// Of those that wait, so that it is small: the oldest is asked for at each scrape, and most when thousands wait.
@index({ createdAt: 1 }, { partialFilterExpression: { state: 'waiting' }, name: 'oldestWaiting' })
@index({ userId: 1 }, { partialFilterExpression: { userId: { $exists: true } } })
@index({ finishedAt: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class OutboxDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** Which mail job knows how to write it. */
  @prop({ type: String, required: true })
  kind!: string;

  @prop({ type: String, required: true })
  state!: OutboxState;

  /** What the job needs to know, as JSON in a secret box. Absent once the mail is finished. */
  @prop({ type: String })
  content?: string;

  /** Whom it tells of their account; it goes when the account does. */
  @prop({ type: () => Types.ObjectId })
  userId?: Types.ObjectId;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  /** When it may be claimed: a claim moves it behind the claim's lease. */
  @prop({ type: Date, required: true })
  dueAt!: Date;

  /** How often it was claimed. It also tells one claim from the next. */
  @prop({ type: Number, required: true })
  attempts!: number;

  /** How often the server said that trying again is of no use. */
  @prop({ type: Number, required: true })
  refusals!: number;

  /** Why the last attempt failed. */
  @prop({ type: String })
  lastFault?: string;

  @prop({ type: Date })
  finishedAt?: Date;
}

export type OutboxModel = Model<OutboxDocument>;

export function createOutboxModel(connection: Connection): OutboxModel {
  return registerModel(connection, 'Outbox', OutboxDocument);
}
