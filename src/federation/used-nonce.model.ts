/** The document of a nonce that was taken. Owns no rule: used-nonces.ts writes it, once. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

@modelOptions({ schemaOptions: { collection: 'usedNonces', versionKey: false, strict: 'throw' } })
@index({ expiresAt: 1 }, { expireAfterSeconds: 3_600, name: 'purge' })
class UsedNonceDocument {
  /** Digest of issuer and nonce. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** When its token is over, and it need not be known any more. */
  @prop({ type: Date, required: true })
  expiresAt!: Date;
}

export type UsedNonceModel = Model<UsedNonceDocument>;

export function createUsedNonceModel(connection: Connection): UsedNonceModel {
  return registerModel(connection, 'UsedNonce', UsedNonceDocument);
}
