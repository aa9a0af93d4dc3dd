import { modelOptions, prop } from '@typegoose/typegoose';

/** A passkey (a credential record, WebAuthn 4): what its registration left, and what each use of it brings up to date. */
@modelOptions({ schemaOptions: { _id: false } })
export class PasskeyDocument {
  /** In base64url, as the two that follow. */
  @prop({ type: String, required: true })
  credentialId!: string;

  /** As a COSE key. */
  @prop({ type: String, required: true })
  publicKey!: string;

  /** The signature counter of its last use; 0 and never more for one that has none, as synced ones (WebAuthn 6.1.1). */
  @prop({ type: Number, required: true })
  counter!: number;

  /** As the browser told them: one that is called by others is not found. */
  @prop({ type: () => [String], required: true })
  transports!: string[];

  /** Which make it is, by its own word; zeros: not told. */
  @prop({ type: String, required: true })
  aaguid!: string;

  /** As its owner calls it. */
  @prop({ type: String, required: true })
  name!: string;

  /** Whether it may be synced (BE), which never changes, and whether it is (BS), as of its last use. */
  @prop({ type: Boolean, required: true })
  backupEligible!: boolean;

  @prop({ type: Boolean, required: true })
  backedUp!: boolean;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  @prop({ type: Date })
  lastUsedAt?: Date;
}
