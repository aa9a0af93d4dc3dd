/** The document of one "this was not me" link: which change it undoes, once. Owns no rule: change-undos.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';
import { FactorDocument } from '../users/user.model.js';

@modelOptions({ schemaOptions: { collection: 'changeUndos', versionKey: false, strict: 'throw' } })
@index({ tokenHash: 1 }, { unique: true })
@index({ userId: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class ChangeUndoDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** The address that the notice went to: with another one the link is dead. */
  @prop({ type: String, required: true })
  emailCanonical!: string;

  /** What was added. */
  @prop({ type: String, required: true })
  added!: 'AUTHENTICATOR' | 'PROVIDER' | 'PASSKEY';

  /** When: it tells this very change from a later one of its kind. */
  @prop({ type: Date, required: true })
  addedAt!: Date;

  /** Whose account was linked. */
  @prop({ type: String })
  provider?: string;

  /** Which passkey it was. */
  @prop({ type: String })
  credentialId?: string;

  /** The app that the new one replaced, and whether it was asked for: the link puts them back. */
  @prop({ type: () => [FactorDocument], default: undefined })
  factorsBefore?: FactorDocument[];

  @prop({ type: Boolean })
  enable2FABefore?: boolean;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  @prop({ type: Date })
  usedAt?: Date;
}

/** For `change-undos.ts`, and for whoever encrypts the seeds in it anew; nobody else writes it. */
export type ChangeUndoModel = Model<ChangeUndoDocument>;

export function createChangeUndoModel(connection: Connection): ChangeUndoModel {
  return registerModel(connection, 'ChangeUndo', ChangeUndoDocument);
}
