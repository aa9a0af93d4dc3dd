/** The document of a ceremony of WebAuthn that waits for its answer. Owns no rule: passkey-ceremonies.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import { type Connection, type Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

/** What the challenge is good for; it goes into the hash, so that one of another purpose is not found. */
export type CeremonyPurpose = 'registration' | 'sign-up' | 'sign-in' | 'second-factor' | 'reauthentication';

/** It is deleted by whoever answers first, rightly or not. */
@modelOptions({
  schemaOptions: { collection: 'passkeyCeremonies', versionKey: false, strict: 'throw' },
})
@index({ tokenHash: 1 }, { unique: true })
@index({ userId: 1 }, { partialFilterExpression: { userId: { $exists: true } } })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class PasskeyCeremonyDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** Of which page it was asked for, where a browser said so and it is one of ours: it is answered from there alone. */
  @prop({ type: String })
  webOrigin?: string;

  /** Whose it is, where that was known when it began. */
  @prop({ type: () => Types.ObjectId })
  userId?: Types.ObjectId;

  /** Of a sign-in: whether a name was given, whoever has it, or nobody. */
  @prop({ type: Boolean })
  isNamed?: boolean;

  /** Of a registration or step-up: in which session, and of which credentials. */
  @prop({ type: String })
  sessionId?: string;

  @prop({ type: Number })
  credentialVersion?: number;

  /** Of a registration: begun with the password or a code, it needs no step-up any more. */
  @prop({ type: Boolean })
  isProven?: boolean;

  /** Of a sign-up: a secret box with the profile as it was judged, and what authenticators will know the account by. */
  @prop({ type: String })
  sealed?: string;
}

export type PasskeyCeremonyModel = Model<PasskeyCeremonyDocument>;

export function createPasskeyCeremonyModel(connection: Connection): PasskeyCeremonyModel {
  return registerModel(connection, 'PasskeyCeremony', PasskeyCeremonyDocument);
}
