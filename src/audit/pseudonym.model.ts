/**
 * The document that leads from a pseudonym of the audit trail to the person: the only one that does. Owns no rule:
 * pseudonyms.ts makes it once and removes it at erasure.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** The collection, also for whoever must forget a person where there is no trail. */
export const PSEUDONYMS = 'auditPseudonyms';

@modelOptions({ schemaOptions: { collection: PSEUDONYMS, versionKey: false, strict: 'throw' } })
@index({ userId: 1 }, { unique: true })
export class PseudonymDocument {
  /** The pseudonym: random, so that nothing but this document says whose it is. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** 32 bytes in base64url: seals where this person's entries came from, and goes with this document. */
  @prop({ type: String, required: true })
  key!: string;
}

export type PseudonymModel = Model<PseudonymDocument>;

export function createPseudonymModel(connection: Connection): PseudonymModel {
  return registerModel(connection, 'AuditPseudonym', PseudonymDocument);
}
