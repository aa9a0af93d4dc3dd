import { GraphQLDateTime } from 'graphql-scalars';
import { createUnionType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import type { SignedIn } from '../sessions/signed-in.js';
import { TokenTransport, transportField } from '../sessions/token-transport.type.js';
import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import type { UserDocument } from '../users/user.model.js';
import { toUser, UserType } from '../users/user.type.js';
import type { SignInOutcome } from './open-sign-in.js';

@InputType('SignUpInput', {
  description:
    'A new account with a password. `authConfig.signUpRequires` tells which profile fields are demanded.',
})
export class SignUpInputType {
  @Field(() => EmailAddressScalar, { description: 'An address has one account.' })
  email!: string;

  @Field(() => String, {
    description: '8 to 128 characters of any kind; no common one, nor one like your name or address.',
  })
  password!: string;

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

  @Field(() => TokenTransport, transportField)
  transport?: TokenTransport | null;
}

@InputType('SignInInput', { description: 'Exactly one of email and username, and the password.' })
export class SignInInputType {
  @Field(() => EmailAddressScalar, { nullable: true, description: 'Either this or the username.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Either this or the e-mail address.' })
  username?: string | null;

  @Field(() => String, { description: 'As at sign-up; any spelling of the same characters in Unicode.' })
  password!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Where `authConfig.captcha.on` names `signIn`, and after three failures.',
  })
  captchaToken?: string | null;

  @Field(() => TokenTransport, transportField)
  transport?: TokenTransport | null;
}

@ObjectType('SignUpPayload', { simpleResolvers: true, description: 'The new account.' })
export class SignUpPayloadType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The same as `user.id`. Null where sign-up must not tell who is known (UNIFORM_SIGN_UP).',
  })
  userId!: string | undefined;

  @Field(() => UserType, { nullable: true, description: 'Who signed up. Null as `userId` is.' })
  user!: UserType | undefined;

  @Field(() => AuthPayloadType, {
    nullable: true,
    description: 'The first session. Null where `authConfig.requireVerifiedEmail` asks for the link first.',
  })
  auth!: AuthPayloadType | undefined;
}

/** @param user undefined where sign-up tells nobody whether an address was known (UNIFORM_SIGN_UP); so is `auth` then. */
export function toSignUpPayload(
  user: UserDocument | undefined,
  auth: AuthPayloadType | undefined,
): SignUpPayloadType {
  const message =
    auth === undefined
      ? 'Almost there: look into the mailbox of this address, and follow the link in our mail.'
      : 'Welcome! Your account is ready.';
  return { message, userId: user?._id.toHexString(), user: user && toUser(user), auth };
}

export enum SecondFactor {
  TOTP = 'TOTP',
  RECOVERY_CODE = 'RECOVERY_CODE',
  PASSKEY = 'PASSKEY',
}

registerEnumType(SecondFactor, {
  name: 'SecondFactor',
  description: 'What a sign-in under way can be completed with.',
  valuesConfig: {
    TOTP: { description: 'A code of the authenticator app: signInWithTotp.' },
    RECOVERY_CODE: { description: 'One of the recovery codes: signInWithRecoveryCode.' },
    PASSKEY: { description: 'A passkey: beginPasskeySignIn and finishPasskeySignIn.' },
  },
});

@ObjectType('TwoFactorChallenge', {
  simpleResolvers: true,
  description: 'The first factor was right, and the second is to come. There is no session yet.',
})
export class TwoFactorChallengeType {
  @Field(() => String, {
    description:
      'For signInWithTotp, signInWithRecoveryCode or the passkey operations: once, and five tries.',
  })
  challengeToken!: string;

  @Field(() => GraphQLDateTime, { description: 'When it is too late for that.' })
  expiresAt!: Date;

  @Field(() => [SecondFactor], { description: 'What it can be completed with.' })
  methods!: SecondFactor[];
}

/** Told apart by `challengeToken`, which nothing else that is returned for it may have. */
export const SignInResultType = createUnionType({
  name: 'SignInResult',
  description: 'What a sign-in leads to: a session, or the question for the second factor.',
  types: () => [AuthPayloadType, TwoFactorChallengeType] as const,
  resolveType: (value) => ('challengeToken' in value ? TwoFactorChallengeType : AuthPayloadType),
});

/** @param deliver writes the tokens, and the cookies where they travel so; not called while a factor is missing. */
export function toSignInResult(
  { signedIn, challenge }: SignInOutcome,
  deliver: (signedIn: SignedIn) => AuthPayloadType,
): AuthPayloadType | TwoFactorChallengeType {
  if (signedIn !== undefined) return deliver(signedIn);
  return { ...challenge, methods: challenge.methods.map((method) => SecondFactor[method]) };
}
