/** The document of a sign-in that waits for its mail to be read. Owns no rule: email-sign-ins.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

/** Its token is the challenge token, which only the device has that asked. */
@modelOptions({ schemaOptions: { collection: 'emailSignIns', versionKey: false, strict: 'throw' } })
@index({ tokenHash: 1 }, { unique: true })
@index({ linkHash: 1 }, { unique: true, partialFilterExpression: { linkHash: { $type: 'string' } } })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class EmailSignInDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  @prop({ type: String, required: true })
  kind!: 'LINK' | 'CODE';

  /** Keyed hash of what the mailed link holds; absent where there is none. */
  @prop({ type: String })
  linkHash?: string;

  /** S256 of the verifier that the device keeps. */
  @prop({ type: String, required: true })
  codeChallenge!: string;

  @prop({ type: String, required: true })
  transport!: 'BODY' | 'COOKIE';

  /** A secret box with the address and the code: what was asked for may be nobody's. */
  @prop({ type: String, required: true })
  sealed!: string;

  /** When its mail was written; until then nothing can complete it. */
  @prop({ type: Date })
  mailedAt?: Date;

  /** Whose address it was then; absent: nobody's, and completing it makes an account. */
  @prop({ type: () => Types.ObjectId })
  userId?: Types.ObjectId;

  /** The user's, when the mail was written: any change of credentials voids it. */
  @prop({ type: Number })
  credentialVersion?: number;

  /** How many codes were tried. */
  @prop({ type: Number, required: true })
  tries!: number;

  @prop({ type: Date })
  usedAt?: Date;
}

export type EmailSignInModel = Model<EmailSignInDocument>;

export function createEmailSignInModel(connection: Connection): EmailSignInModel {
  return registerModel(connection, 'EmailSignIn', EmailSignInDocument);
}
