/** The document of a sign-in that waits for its second factor. Owns no rule: challenges.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

@modelOptions({ schemaOptions: { collection: 'challenges', versionKey: false, strict: 'throw' } })
@index({ tokenHash: 1 }, { unique: true })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class ChallengeDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: () => Types.ObjectId, required: true })
  userId!: Types.ObjectId;

  /** The user's, as read before the first factor was checked. */
  @prop({ type: Number, required: true })
  credentialVersion!: number;

  /** How the first factor was proved, in the words of the API and of RFC 8176. */
  @prop({ type: () => [String], required: true })
  methods!: string[];

  @prop({ type: () => [String], required: true })
  amr!: string[];

  /** What the sign-in asked for. */
  @prop({ type: String, required: true })
  transport!: 'BODY' | 'COOKIE';

  /** How many codes were tried. */
  @prop({ type: Number, required: true })
  tries!: number;

  @prop({ type: Date })
  usedAt?: Date;
}

export type ChallengeModel = Model<ChallengeDocument>;

export function createChallengeModel(connection: Connection): ChallengeModel {
  return registerModel(connection, 'Challenge', ChallengeDocument);
}
