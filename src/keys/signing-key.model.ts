/**
 * The document of one signing key: the public half in the open, the private half only in a secret box, and only
 * while it may still sign. What its times mean for the key set is said in key-policy.ts.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import type { SigningAlgorithm } from './signing-algorithm.js';

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
  algorithm!: SigningAlgorithm;

  /** JSON of the public JWK (RFC 7517). */
  @prop({ type: String, required: true })
  publicJwk!: string;

  /** The private JWK as JSON, in a secret box; gone once it signs no more. */
  @prop({ type: String })
  privateJwkBox?: string;

  /** Since when it is in the key set, by the database's clock, as all times here. */
  @prop({ type: Date, required: true })
  createdAt!: Date;

  /** Absent: it is held in reserve. */
  @prop({ type: Date })
  signsFrom?: Date;

  /** The tick of KEY_ROTATION_CRON that made it sign: one tick rotates once, whatever the replicas' clocks say. */
  @prop({ type: Date })
  rotationTick?: Date;

  /** When it stopped signing: another took over, or it was withdrawn. */
  @prop({ type: Date })
  stoppedAt?: Date;

  /** When it was taken out of the key set before its time. Kept, so that it is known never to come back. */
  @prop({ type: Date })
  withdrawnAt?: Date;
}

export type SigningKeyModel = Model<SigningKeyDocument>;

export function createSigningKeyModel(connection: Connection): SigningKeyModel {
  return registerModel(connection, 'SigningKey', SigningKeyDocument);
}
