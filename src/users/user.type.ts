import { GraphQLDateTime, GraphQLJSONObject } from 'graphql-scalars';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { Metadata } from './metadata.js';
import { passkeysOf } from './passkeys-of.js';
import { EmailAddressScalar, PhoneNumberScalar } from './text.scalar.js';
import type { UserDocument } from './user.model.js';

/** The default; graphql/roles.ts puts those of ROLES in its place. */
export enum Role {
  USER = 'USER',
  ADMIN = 'ADMIN',
}

registerEnumType(Role, {
  name: 'Role',
  description: 'What somebody may do.',
  valuesConfig: {
    USER: { description: 'Everybody who has an account.' },
    ADMIN: { description: 'Those who look after the accounts of others.' },
  },
});

@ObjectType('User', { simpleResolvers: true, description: 'A person with an account.' })
export class UserType {
  @Field(() => ID, { description: 'Never given to anybody else. It is `sub` and `userId` in access tokens.' })
  id!: string;

  @Field(() => EmailAddressScalar, { description: 'As its owner typed it.' })
  email!: string;

  @Field(() => String, {
    nullable: true,
    description: '3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free.',
  })
  username!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName!: string | undefined;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'In E.164.' })
  phoneNumber!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The language of mails (BCP 47); null: not known yet, and the default.',
  })
  locale!: string | undefined;

  @Field(() => [Role], { description: 'What this person may do.' })
  roles!: string[];

  @Field(() => GraphQLJSONObject, {
    description: 'What the deployment keeps about this person, as admins set it; by METADATA_SCHEMA.',
  })
  publicMetadata!: Metadata;

  @Field(() => GraphQLJSONObject, { description: 'The same, for admins alone.' })
  @Directive('@auth(roles: [ADMIN])')
  privateMetadata!: Metadata;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the owner of the e-mail address proved to be this person; null: not yet.',
  })
  emailVerifiedAt!: Date | undefined;

  @Field(() => Boolean, { description: 'Verified and not suspended.' })
  activeStatus!: boolean;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When an admin shut the account; null: it is open.',
  })
  suspendedAt!: Date | undefined;

  @Field(() => String, { nullable: true, description: 'Why, as the admin wrote it; null: not said.' })
  @Directive('@auth(roles: [ADMIN])')
  suspensionReason!: string | undefined;

  @Field(() => GraphQLDateTime, {
    nullable: true,
    description: 'When the account was deleted, while it can still be restored; null: it is there.',
  })
  deletedAt!: Date | undefined;

  @Field(() => Boolean, { description: 'Whether a Google account is linked.' })
  googleAuthEnabled!: boolean;

  @Field(() => Boolean, { description: 'Whether an Apple account is linked.' })
  appleAuthEnabled!: boolean;

  @Field(() => Boolean, { description: 'Whether an authenticator app (TOTP) is set up and confirmed.' })
  otpAuthEnabled!: boolean;

  @Field(() => Boolean, { description: 'Whether a passkey is registered; `passkeys` lists them.' })
  passkeyAuthEnabled!: boolean;

  @Field(() => Boolean, { description: 'Whether a sign-in asks for a second factor.' })
  enable2FA!: boolean;

  @Field(() => Int, { nullable: true, description: 'Recovery codes not used yet. Null where TOTP is off.' })
  recoveryCodesLeft!: number | undefined;

  @Field(() => GraphQLDateTime, { description: 'When the account was made.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { description: 'When its profile, roles or credentials last changed.' })
  updatedAt!: Date;
}

/** The only way a user reaches the wire: what is not written here stays inside. */
export function toUser(user: UserDocument): UserType {
  const totp = user.factors.find(({ type, confirmedAt }) => type === 'TOTP' && confirmedAt !== undefined);
  const isLinkedTo = (id: string) => user.identities.some(({ provider }) => provider === id);
  return {
    id: user._id.toHexString(),
    email: user.email,
    username: user.username,
    firstName: user.firstName,
    lastName: user.lastName,
    phoneNumber: user.phoneNumber,
    locale: user.locale,
    roles: user.roles,
    publicMetadata: user.publicMetadata ?? {},
    privateMetadata: user.privateMetadata ?? {},
    emailVerifiedAt: user.emailVerifiedAt,
    activeStatus: user.emailVerifiedAt !== undefined && user.suspendedAt === undefined,
    suspendedAt: user.suspendedAt,
    suspensionReason: user.suspensionReason,
    deletedAt: user.deletedAt,
    googleAuthEnabled: isLinkedTo('google'),
    appleAuthEnabled: isLinkedTo('apple'),
    otpAuthEnabled: totp !== undefined,
    passkeyAuthEnabled: passkeysOf(user).length > 0,
    enable2FA: user.enable2FA,
    recoveryCodesLeft: totp && (totp.recoveryCodes?.length ?? 0),
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
  };
}
