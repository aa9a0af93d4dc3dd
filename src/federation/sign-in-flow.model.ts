/** The document of a browser that is on its way to a provider and back; its token is the state. Owns no rule: code-flow.ts writes it. */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import { TokenDocument } from '../database/token-document.js';

@modelOptions({ schemaOptions: { collection: 'signInFlows', versionKey: false, strict: 'throw' } })
@index({ tokenHash: 1 }, { unique: true })
@index({ expiresAt: 1 }, { expireAfterSeconds: 0, name: 'purge' })
export class SignInFlowDocument extends TokenDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** Keyed hash of what the browser's cookie holds. */
  @prop({ type: String, required: true })
  browserHash!: string;

  @prop({ type: String, required: true })
  provider!: string;

  /** A secret box with the nonce and our PKCE verifier. */
  @prop({ type: String, required: true })
  sealed!: string;

  /** Where the browser goes back to, of FEDERATION_REDIRECTS. */
  @prop({ type: String, required: true })
  redirect!: string;

  /** The frontend's own. */
  @prop({ type: String, required: true })
  codeChallenge!: string;

  @prop({ type: String, required: true })
  mode!: 'sign-in' | 'sign-up' | 'link';
}

export type SignInFlowModel = Model<SignInFlowDocument>;

export function createSignInFlowModel(connection: Connection): SignInFlowModel {
  return registerModel(connection, 'SignInFlow', SignInFlowDocument);
}
