/**
 * The document of a person's account, and its indexes. Owns no rule: use cases write it by conditional updates.
 * Its class is never the class of a GraphQL type; user.type.ts says what of it reaches the wire.
 */
import { index, modelOptions, prop } from '@typegoose/typegoose';
import type { Connection, Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';

const strings = (field: string) =>
  ({ unique: true, partialFilterExpression: { [field]: { $type: 'string' } } }) as const;

const whereSet = (field: string) => ({ partialFilterExpression: { [field]: { $exists: true } } });

/** Names are found whichever case and accents they are written with. */
export const nameCollation = { locale: 'en', strength: 1 } as const;

/** What the passwords room made of a password; how to read it stands with it. */
@modelOptions({ schemaOptions: { _id: false } })
export class PasswordHashDocument {
  @prop({ type: String, required: true })
  scheme!: string;

  @prop({ type: Number, required: true })
  cost!: number;

  /** Names the pepper that went in; absent where none did. */
  @prop({ type: String })
  pepperId?: string;

  @prop({ type: String, required: true })
  hash!: string;
}

/** An account at a provider: the key is issuer and subject, never the address (OpenID Connect Core, 5.7). */
@modelOptions({ schemaOptions: { _id: false } })
export class IdentityDocument {
  /** The id under which the provider is configured. */
  @prop({ type: String, required: true })
  provider!: string;

  @prop({ type: String, required: true })
  issuer!: string;

  @prop({ type: String, required: true })
  subject!: string;

  @prop({ type: Date, required: true })
  linkedAt!: Date;
}

/** A second factor; `type` names the kind, so that others than TOTP fit beside it. */
@modelOptions({ schemaOptions: { _id: false } })
export class FactorDocument {
  @prop({ type: String, required: true })
  type!: string;

  /** Absent while its first code has not been proved: it counts for nothing then. */
  @prop({ type: Date })
  confirmedAt?: Date;

  /** The shared secret in base32, in a secret box. */
  @prop({ type: String })
  secretBox?: string;

  /** The time step of the last code that was taken: only later ones are (RFC 6238 section 5.2). */
  @prop({ type: Number })
  lastTimeStep?: number;

  /** Digests of the recovery codes that are left. */
  @prop({ type: () => [String], default: undefined })
  recoveryCodes?: string[];
}

@modelOptions({ schemaOptions: { collection: 'users', versionKey: false, strict: 'throw' } })
@index({ emailCanonical: 1 }, { unique: true, name: 'emailCanonical_1' })
@index({ usernameCanonical: 1 }, strings('usernameCanonical'))
@index({ phoneNumber: 1 }, strings('phoneNumber'))
@index({ 'identities.issuer': 1, 'identities.subject': 1 }, strings('identities.subject'))
// What admins list and search by, each named where administration/ chooses it.
@index({ createdAt: -1, _id: -1 }, { name: 'created' })
@index({ roles: 1, createdAt: -1, _id: -1 }, { name: 'roleCreated' })
@index({ roles: 1, emailCanonical: 1 }, { name: 'roleEmail' })
@index({ emailVerifiedAt: 1, createdAt: -1, _id: -1 }, { name: 'unverifiedCreated' })
@index({ emailVerifiedAt: 1, emailCanonical: 1 }, { name: 'unverifiedEmail' })
@index({ createdAt: -1, _id: -1 }, { name: 'verifiedCreated', ...whereSet('emailVerifiedAt') })
@index({ emailCanonical: 1 }, { name: 'verifiedEmail', ...whereSet('emailVerifiedAt') })
@index({ createdAt: -1, _id: -1 }, { name: 'suspendedCreated', ...whereSet('suspendedAt') })
@index({ emailCanonical: 1 }, { name: 'suspendedEmail', ...whereSet('suspendedAt') })
@index({ createdAt: -1, _id: -1 }, { name: 'deletedCreated', ...whereSet('deletedAt') })
@index({ emailCanonical: 1 }, { name: 'deletedEmail', ...whereSet('deletedAt') })
// The unique ones are of strings alone, and serve no range.
@index({ usernameCanonical: 1, _id: 1 }, { name: 'usernames', ...whereSet('usernameCanonical') })
@index({ phoneNumber: 1, _id: 1 }, { name: 'phoneNumbers', ...whereSet('phoneNumber') })
@index({ firstName: 1, _id: 1 }, { name: 'firstNames', collation: nameCollation })
@index({ lastName: 1, _id: 1 }, { name: 'lastNames', collation: nameCollation })
@index({ eraseAt: 1 }, { partialFilterExpression: { eraseAt: { $exists: true } } })
export class UserDocument {
  _id!: Types.ObjectId;

  @prop({ type: Number, required: true })
  schemaVersion!: 1;

  /** As typed, for people and mails. */
  @prop({ type: String, required: true })
  email!: string;

  /** What is unique and looked up: lower case. It stays reserved until a deleted account is erased. */
  @prop({ type: String, required: true })
  emailCanonical!: string;

  @prop({ type: Date })
  emailVerifiedAt?: Date;

  @prop({ type: String })
  username?: string;

  @prop({ type: String })
  usernameCanonical?: string;

  @prop({ type: String })
  firstName?: string;

  @prop({ type: String })
  lastName?: string;

  /** E.164. */
  @prop({ type: String })
  phoneNumber?: string;

  @prop({ type: () => [String], required: true })
  roles!: string[];

  /** Absent for an account that only signs in by a provider. */
  @prop({ type: () => PasswordHashDocument })
  password?: PasswordHashDocument;

  @prop({ type: () => [IdentityDocument], required: true })
  identities!: IdentityDocument[];

  @prop({ type: () => [FactorDocument], required: true })
  factors!: FactorDocument[];

  /** Whether a sign-in asks for a second factor. */
  @prop({ type: Boolean, required: true })
  enable2FA!: boolean;

  /** Bumped by every change of how one signs in, before sessions are ended: a sign-in under way loses. */
  @prop({ type: Number, required: true })
  credentialVersion!: number;

  /** When that was last bumped; absent: never since sign-up. */
  @prop({ type: Date })
  credentialsChangedAt?: Date;

  /** Bumped by every change that a token or a cache shows. */
  @prop({ type: Number, required: true })
  version!: number;

  @prop({ type: Date, required: true })
  createdAt!: Date;

  @prop({ type: Date, required: true })
  updatedAt!: Date;

  @prop({ type: Date })
  suspendedAt?: Date;

  /** Why, for admins only. */
  @prop({ type: String })
  suspensionReason?: string;

  @prop({ type: Date })
  deletedAt?: Date;

  /** From when on nothing of a deleted account is kept; until then an admin can restore it. */
  @prop({ type: Date })
  eraseAt?: Date;
}

export type UserModel = Model<UserDocument>;

export function createUserModel(connection: Connection): UserModel {
  return registerModel(connection, 'User', UserDocument);
}
