import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';

import type { PasskeyDocument } from '../users/passkey-document.js';
import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import type { UserDocument } from '../users/user.model.js';
import { toUser, UserType } from '../users/user.type.js';
import { authenticatorName } from './authenticator-names.js';
import { credentialsOf } from './ceremony-options.js';
import { CreationOptionsScalar, RequestOptionsScalar } from './passkey.scalar.js';

const untilText = 'When it is too late for an answer; it is taken once, right or wrong.';

@ObjectType('PasskeyRegistration', {
  simpleResolvers: true,
  description: 'Asks an authenticator for a new passkey.',
})
export class PasskeyRegistrationType {
  @Field(() => CreationOptionsScalar, { description: 'For `navigator.credentials.create()`.' })
  options!: PublicKeyCredentialCreationOptionsJSON;

  @Field(() => GraphQLDateTime, { description: untilText })
  expiresAt!: Date;
}

@ObjectType('PasskeyRequest', {
  simpleResolvers: true,
  description: 'Asks an authenticator for a passkey that it has.',
})
export class PasskeyRequestType {
  @Field(() => RequestOptionsScalar, { description: 'For `navigator.credentials.get()`.' })
  options!: PublicKeyCredentialRequestOptionsJSON;

  @Field(() => GraphQLDateTime, { description: untilText })
  expiresAt!: Date;
}

@InputType('PasskeySignUpInput', {
  description:
    'A new account without a password. `authConfig.signUpRequires` tells which profile fields are demanded.',
})
export class PasskeySignUpInputType {
  @Field(() => EmailAddressScalar, { description: 'An address has one account.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Given name, 1 to 100 characters.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name, 1 to 100 characters.' })
  lastName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: '3 to 32 of a-z, 0-9, dot, underscore and dash; compared case-free.',
  })
  username?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'A number has one account.' })
  phoneNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Where `authConfig.captcha.on` names `signUp`.' })
  captchaToken?: string | null;
}

@ObjectType('Passkey', { simpleResolvers: true, description: 'A passkey of an account.' })
export class PasskeyType {
  @Field(() => ID, { description: 'The id of the credential, in base64url.' })
  id!: string;

  @Field(() => String, { description: 'As its owner calls it.' })
  name!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What keeps it, by its own word, such as `Google Password Manager`; null: not told, or not known.',
  })
  authenticator!: string | undefined;

  @Field(() => [String], {
    description: 'How it is reached, as the browser told: `internal`, `hybrid`, `usb`, …',
  })
  transports!: string[];

  @Field(() => Boolean, { description: 'Whether it may be synced to other devices; it never changes.' })
  backupEligible!: boolean;

  @Field(() => Boolean, { description: 'Whether it was, when it was last used.' })
  backedUp!: boolean;

  @Field(() => GraphQLDateTime, { description: 'When it was added.' })
  createdAt!: Date;

  @Field(() => GraphQLDateTime, { nullable: true, description: 'Null: not yet.' })
  lastUsedAt!: Date | undefined;
}

@ObjectType('AcceptedCredentials', {
  simpleResolvers: true,
  description:
    'For `PublicKeyCredential.signalAllAcceptedCredentials()`: authenticators forget those of this account that are not in it.',
})
export class AcceptedCredentialsType {
  @Field(() => String, { description: 'The RP ID.' })
  rpId!: string;

  @Field(() => String, { description: 'The user handle, in base64url; it is not `user.id`.' })
  userId!: string;

  @Field(() => [String], { description: 'Ids in base64url.' })
  allAcceptedCredentialIds!: string[];
}

@ObjectType('PasskeyRemoval', { simpleResolvers: true, description: 'A passkey less.' })
export class PasskeyRemovalType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => UserType, { description: 'The account without it.' })
  user!: UserType;

  @Field(() => AcceptedCredentialsType, { description: 'To be told to the authenticator.' })
  acceptedCredentials!: AcceptedCredentialsType;
}

export function toPasskey(passkey: PasskeyDocument): PasskeyType {
  const { credentialId, name, aaguid, transports, backupEligible, backedUp, createdAt, lastUsedAt } = passkey;
  return {
    id: credentialId,
    authenticator: authenticatorName(aaguid),
    ...{ name, transports, backupEligible, backedUp, createdAt, lastUsedAt },
  };
}

export function toPasskeyRemoval(user: UserDocument, rpId: string): PasskeyRemovalType {
  const allAcceptedCredentialIds = credentialsOf(user).map(({ id }) => id);
  return {
    message: 'The passkey is removed. It may still be kept on your device.',
    user: toUser(user),
    acceptedCredentials: { rpId, userId: user.userHandle ?? '', allAcceptedCredentialIds },
  };
}
