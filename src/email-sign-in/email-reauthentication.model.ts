/** The document of a step-up that waits for its mail to be read. Owns no rule: email-reauthentications.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** One for a session: its id is the session's, and a newer mail takes the place of the one before. */
@modelOptions({ schemaOptions: { collection: 'emailReauthentications', versionKey: false, strict: 'throw' } })
@index({ userId: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class EmailReauthenticationDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** The user's, when the mail was asked for: any change of credentials voids it. */
  @prop({ type: Number, required: true })
  credentialVersion!: number;

  /** A secret box with the code. */
  @prop({ type: String, required: true })
  sealed!: string;

  /** How many codes were tried. */
  @prop({ type: Number, required: true })
  tries!: number;

  @prop({ type: Date, required: true })
  expiresAt!: Date;
}

export type EmailReauthenticationModel = Model<EmailReauthenticationDocument>;

export function createEmailReauthenticationModel(connection: Connection): EmailReauthenticationModel {
  return registerModel(connection, 'EmailReauthentication', EmailReauthenticationDocument);
}
