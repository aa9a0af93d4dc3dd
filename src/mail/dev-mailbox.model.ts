/** The document of one mail that development shows instead of sending it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

const RETENTION_SECONDS = 7 * 24 * 3_600;

@modelOptions({ schemaOptions: { collection: 'devMailbox', versionKey: false, strict: 'throw' } })
@index({ at: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class DevMailDocument {
  /** The mail's id: a second attempt replaces the first. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: Date, required: true })
  at!: Date;

  @prop({ type: String, required: true })
  to!: string;

  @prop({ type: String, required: true })
  subject!: string;

  @prop({ type: String, required: true })
  html!: string;

  @prop({ type: String, required: true })
  text!: string;
}

export type DevMailModel = Model<DevMailDocument>;

export function createDevMailModel(connection: Connection): DevMailModel {
  return registerModel(connection, 'DevMail', DevMailDocument);
}
