/** The document of one signing key: the public half in the open, the private half only in a secret box. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

@modelOptions({ schemaOptions: { collection: 'signingKeys', versionKey: false, strict: 'throw' } })
@index({ sequence: 1 }, { unique: true })
export class SigningKeyDocument {
  /** The `kid`: the key's RFC 7638 thumbprint. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** Counts up from 1. Unique, so that replicas that make a key at the same instant make one. */
  @prop({ type: Number, required: true })
  sequence!: number;

  @prop({ type: String, required: true })
  algorithm!: string;

  /** JSON of the public JWK (RFC 7517). */
  @prop({ type: String, required: true })
  publicJwk!: string;

  /** The private JWK as JSON, in a secret box. */
  @prop({ type: String, required: true })
  privateJwkBox!: string;

  @prop({ type: Date, required: true })
  createdAt!: Date;
}

export type SigningKeyModel = Model<SigningKeyDocument>;

export function createSigningKeyModel(connection: Connection): SigningKeyModel {
  return registerModel(connection, 'SigningKey', SigningKeyDocument);
}
