/**
 * The document of something that happened, as the audit trail keeps it. It names people by pseudonyms (pseudonym.model.ts)
 * and nothing else. Owns no rule: audit-store.ts adds entries and reads them, and nobody changes one.
 */
import { index, modelOptions, prop, Severity } from '@typegoose/typegoose';
import mongoose, { type Connection, type Model, type Schema, type Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** Each filter of the list has its index, in the order of the list. */
@modelOptions({
  schemaOptions: { collection: 'audit', versionKey: false, strict: 'throw' },
  options: { allowMixed: Severity.ALLOW },
})
@index({ at: -1, _id: -1 })
@index({ event: 1, at: -1, _id: -1 })
@index({ outcome: 1, at: -1, _id: -1 })
@index({ actor: 1, at: -1, _id: -1 }, { partialFilterExpression: { actor: { $exists: true } } })
@index({ subject: 1, at: -1, _id: -1 }, { partialFilterExpression: { subject: { $exists: true } } })
export class AuditEntryDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: Date, required: true })
  at!: Date;

  @prop({ type: String, required: true })
  event!: string;

  @prop({ type: String, required: true })
  outcome!: 'success' | 'failure';

  /** The pseudonym of who did it; absent: nobody who had proved who they are, or the service itself. */
  @prop({ type: String })
  actor?: string;

  /** The pseudonym of whom it is about. */
  @prop({ type: String })
  subject?: string;

  @prop({ type: String })
  sessionId?: string;

  /** Address and user agent under the key of the actor, or of the subject where there is no actor (sealed-source.ts). */
  @prop({ type: String })
  sealedSource?: string;

  /** In clear only where the entry names nobody. */
  @prop({ type: String })
  ip?: string;

  @prop({ type: String })
  userAgent?: string;

  @prop({ type: String })
  reason?: string;

  @prop({ type: () => mongoose.Schema.Types.Mixed })
  details?: Record<string, unknown>;

  /** Absent where no request caused it. */
  @prop({ type: String })
  requestId?: string;
}

export type AuditEntryModel = Model<AuditEntryDocument>;

/** @param retentionMs after which the database takes an entry away. */
export function createAuditEntryModel(connection: Connection, retentionMs: number): AuditEntryModel {
  const model = registerModel(connection, 'AuditEntry', AuditEntryDocument);
  const expireAfterSeconds = Math.floor(retentionMs / 1_000);
  const schema = model.schema as Schema;
  schema.index({ at: 1 }, { name: 'purge', expireAfterSeconds });
  return model;
}
