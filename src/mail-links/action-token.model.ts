/**
 * The document of one mail link: what a user may do by it, once. A user has one for each purpose, so that a new
 * link replaces the older. Owns no rule: live-links.ts writes it, by conditional updates.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

export type LinkPurpose = 'verify-email' | 'reset-password' | 'change-email' | 'invitation';

/** It dies with the address, and whatever credentials change meanwhile is no business of it. */
export function provesOnly(purpose: LinkPurpose): boolean {
  return purpose === 'verify-email';
}

/** Spent and expired ones are kept a while, so that a mail that is sent twice cannot revive its link. */
const RETENTION_SECONDS = 3 * 24 * 3_600;

@modelOptions({ schemaOptions: { collection: 'actionTokens', versionKey: false, strict: 'throw' } })
@index({ userId: 1, purpose: 1 }, { unique: true })
@index({ tokenHash: 1 })
@index({ expiresAt: 1 }, { expireAfterSeconds: RETENTION_SECONDS, name: 'purge' })
export class ActionTokenDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  @prop({ type: String, required: true })
  purpose!: LinkPurpose;

  /** The address that the mail went to, as typed: what is verified, or becomes the user's. */
  @prop({ type: String, required: true })
  email!: string;

  @prop({ type: String, required: true })
  emailCanonical!: string;

  /** The user's, when the link was made: any change of credentials voids it, unless it only proves the address. */
  @prop({ type: Number, required: true })
  credentialVersion!: number;

  /** The session that asked: the link dies with it, and it goes on when the link changes credentials. */
  @prop({ type: String })
  sessionId?: string;

  @prop({ type: Date, required: true })
  requestedAt!: Date;

  @prop({ type: Date })
  usedAt?: Date;
}

export type ActionTokenModel = Model<ActionTokenDocument>;

export function createActionTokenModel(connection: Connection): ActionTokenModel {
  return registerModel(connection, 'ActionToken', ActionTokenDocument);
}
