/** The document of a code for which a frontend gets its session. Owns no rule: one-time-codes.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

@modelOptions({ schemaOptions: { collection: 'oneTimeCodes', versionKey: false, strict: 'throw' } })
@index({ tokenHash: 1 }, { unique: true })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class OneTimeCodeDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: String, required: true })
  codeChallenge!: string;

  @prop({ type: String, required: true })
  mode!: 'sign-in' | 'sign-up' | 'link';

  /** A secret box with the identity. */
  @prop({ type: String, required: true })
  sealed!: string;
}

export type OneTimeCodeModel = Model<OneTimeCodeDocument>;

export function createOneTimeCodeModel(connection: Connection): OneTimeCodeModel {
  return registerModel(connection, 'OneTimeCode', OneTimeCodeDocument);
}
