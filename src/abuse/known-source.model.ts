/** The document of a place from which an account signed in. Owns no rule: known-sources.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model } from 'mongoose';

import { registerModel } from '../database/register-model.js';

/** For how long a place is known: longer than most people stay away. */
export const KNOWN_FOR_MS = 90 * 86_400_000;

@modelOptions({ schemaOptions: { collection: 'knownSources', versionKey: false, strict: 'throw' } })
@index({ at: 1 }, { expireAfterSeconds: KNOWN_FOR_MS / 1_000, name: 'purge' })
class KnownSourceDocument {
  /** Keyed digest of account and source: neither stands here. */
  @prop({ type: String, required: true })
  _id!: string;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** Whether a whole sign-in came from there, and not only the use of a reset link. */
  @prop({ type: Boolean })
  hasSignedIn?: boolean;

  /** When it last did. */
  @prop({ type: Date, required: true })
  at!: Date;
}

export type KnownSourceModel = Model<KnownSourceDocument>;

export function createKnownSourceModel(connection: Connection): KnownSourceModel {
  return registerModel(connection, 'KnownSource', KnownSourceDocument);
}
