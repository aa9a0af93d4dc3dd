/**
 * The one document that every change to the set of admins updates, so that two of them at once meet. Owns no rule:
 * admin-set.ts writes it.
 */
import { modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

@modelOptions({ schemaOptions: { collection: 'adminSets', versionKey: false, strict: 'throw' } })
class AdminSetDocument {
  @prop({ type: String, required: true })
  _id!: 'admins';

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** How often the set has changed. */
  @prop({ type: Number, required: true })
  changes!: number;
}

export type AdminSetModel = Model<AdminSetDocument>;

export function createAdminSetModel(connection: Connection): AdminSetModel {
  return registerModel(connection, 'AdminSet', AdminSetDocument);
}
