/**
 * The document of a person's account, and its indexes. Owns no rule: use cases write it by conditional updates.
 * Its class is never the class of a GraphQL type; user.type.ts says what of it reaches the wire.
 */
import { index, modelOptions, prop, Severity } from '@typegoose/typegoose';
import type { Connection, Model, Types } from 'mongoose';

import { registerModel } from '../database/register-model.js';
import type { Metadata } from './metadata.js';
import { PasskeyDocument } from './passkey-document.js';

const named = (name: string, field: string) => ({
  name,
  partialFilterExpression: { [field]: { $exists: true } },
});

/** By `$exists` and not by `$type`: mongod does not see that what equals a text is one, and walks the collection. */
const uniqueWhereSet = (name: string, field: string) => ({ ...named(name, field), unique: true });

/** Names are found whichever case and accents they are written with. */
export const nameCollation = { locale: 'en', strength: 1 } as const;

/** Behind the order of every list, so that whom a filter leaves is told from the index, and only a page is fetched. */
const filterKeys = { deletedAt: 1, suspendedAt: 1, emailVerifiedAt: 1 } as const;
const byCreation = { createdAt: -1, _id: -1 } as const;
const byEmail = { emailCanonical: 1, _id: 1 } as const;
/** Absent is one value, which an order can stand behind. */
const unverified = { roles: 1, emailVerifiedAt: 1 } as const;
const openness = { deletedAt: 1, suspendedAt: 1 } as const;

/** Few among many: what a filter for them would pass over, and a sign-up pays nothing for. */
const whereClosed = {
  partialFilterExpression: { $or: [{ suspendedAt: { $exists: true } }, { deletedAt: { $exists: true } }] },
} as const;
const closedNames = (name: string) => ({ name, collation: nameCollation, ...whereClosed });

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

  /** Of a hash that another system made: what kind of work it takes. */
  @prop({ type: String })
  work?: string;

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

  /** Of one that waits for its first code: until when that is taken. */
  @prop({ type: Date })
  setUpUntil?: Date;

  /** Of one that waits for its first code: begun with the password or a code, it needs no step-up any more. */
  @prop({ type: Boolean })
  isSetUpProven?: boolean;

  /**
   * Whether a code of it proves anything by itself. True: it was connected under step-up, or used together with the password,
   * since the address was first proved and a password was last set by a mail link. Absent: connected before this was kept.
   */
  @prop({ type: Boolean })
  standsAlone?: boolean;
  /** Which session set it up; absent once it is confirmed. */
  @prop({ type: String })
  begunInSession?: string;

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

/** An optional member that is not set is absent, never null: the indexes and the filters of lists rest on that. */
@modelOptions({
  schemaOptions: { collection: 'users', versionKey: false, strict: 'throw' },
  options: { allowMixed: Severity.ALLOW },
})
@index({ emailCanonical: 1 }, { unique: true, name: 'emailCanonical_1' })
@index({ usernameCanonical: 1 }, uniqueWhereSet('uniqueUsername', 'usernameCanonical'))
@index({ phoneNumber: 1 }, uniqueWhereSet('uniquePhoneNumber', 'phoneNumber'))
@index(
  { 'identities.issuer': 1, 'identities.subject': 1 },
  uniqueWhereSet('uniqueIdentity', 'identities.subject'),
)
@index({ 'passkeys.credentialId': 1 }, uniqueWhereSet('uniquePasskey', 'passkeys.credentialId'))
// What admins list and search by, each named where administration/ chooses it. Everybody has the role USER, so each
// begins with the role: one index serves everybody and those of a role.
@index({ roles: 1, ...byCreation, ...filterKeys }, { name: 'listCreated' })
@index({ roles: 1, ...byEmail, ...filterKeys }, { name: 'listEmails' })
@index({ roles: 1, usernameCanonical: 1, _id: 1, ...filterKeys }, named('listUsernames', 'usernameCanonical'))
@index({ roles: 1, phoneNumber: 1, _id: 1, ...filterKeys }, named('listPhoneNumbers', 'phoneNumber'))
@index(
  { roles: 1, firstName: 1, _id: 1, ...filterKeys },
  { name: 'listFirstNames', collation: nameCollation },
)
@index({ roles: 1, lastName: 1, _id: 1, ...filterKeys }, { name: 'listLastNames', collation: nameCollation })
@index({ roles: 1, ...byCreation, ...filterKeys }, named('listVerifiedCreated', 'emailVerifiedAt'))
@index({ roles: 1, ...byEmail, ...filterKeys }, named('listVerifiedEmails', 'emailVerifiedAt'))
@index({ ...unverified, ...byCreation, ...openness }, { name: 'listUnverifiedCreated' })
@index({ ...unverified, ...byEmail, ...openness }, { name: 'listUnverifiedEmails' })
@index({ roles: 1, ...byCreation, ...filterKeys }, { name: 'listClosedCreated', ...whereClosed })
@index({ roles: 1, ...byEmail, ...filterKeys }, { name: 'listClosedEmails', ...whereClosed })
@index(
  { roles: 1, usernameCanonical: 1, _id: 1, ...filterKeys },
  { name: 'listClosedUsernames', ...whereClosed },
)
@index(
  { roles: 1, phoneNumber: 1, _id: 1, ...filterKeys },
  { name: 'listClosedPhoneNumbers', ...whereClosed },
)
@index({ roles: 1, firstName: 1, _id: 1, ...filterKeys }, closedNames('listClosedFirstNames'))
@index({ roles: 1, lastName: 1, _id: 1, ...filterKeys }, closedNames('listClosedLastNames'))
// The dearest imported hash of each kind, told without walking over the others; nobody else is in it.
@index({ 'password.work': 1, 'password.cost': -1 }, named('importedPasswords', 'password.work'))
// Those of the last hour alone, and only where a sign-up came with such a key.
@index({ createdAt: 1 }, named('recentSignUpKeys', 'signUpKey'))
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

  /** The language of mails (BCP 47), one of src/messages; absent: not known yet. */
  @prop({ type: String })
  locale?: string;

  @prop({ type: () => [String], required: true })
  roles!: string[];

  /** What the deployment keeps about them, set by admins; the second is read by admins alone. */
  @prop({ type: Object })
  publicMetadata?: Metadata;
  @prop({ type: Object })
  privateMetadata?: Metadata;

  /** The session of the admin who invited them; absent once they have a password, and where no session did. */
  @prop({ type: String })
  invitedInSession?: string;

  /** Keyed digest of the Idempotency-Key that it was made by; absent where none came, and from an hour later on. */
  @prop({ type: String })
  signUpKey?: string;

  /** Absent for an account that only signs in by a provider. */
  @prop({ type: () => PasswordHashDocument })
  password?: PasswordHashDocument;

  @prop({ type: () => [IdentityDocument], required: true })
  identities!: IdentityDocument[];

  @prop({ type: () => [FactorDocument], required: true })
  factors!: FactorDocument[];

  /** Absent: none was ever added. */
  @prop({ type: () => [PasskeyDocument], default: undefined })
  passkeys?: PasskeyDocument[];

  /** What authenticators know the account by (WebAuthn 5.4.3): 32 random bytes in base64url; absent: none was asked yet. */
  @prop({ type: String })
  userHandle?: string;

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

/** Who changes an account takes it out of the user cache before the answer. */
export type UserModel = Model<UserDocument>;

export function createUserModel(connection: Connection): UserModel {
  return registerModel(connection, 'User', UserDocument);
}
