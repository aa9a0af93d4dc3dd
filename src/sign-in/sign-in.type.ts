import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import type { UserDocument } from '../users/user.model.js';
import { toUser, UserType } from '../users/user.type.js';

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
}

@InputType('SignInInput', { description: 'Exactly one of email and username, and the password.' })
export class SignInInputType {
  @Field(() => EmailAddressScalar, { nullable: true, description: 'Either this or the username.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'Either this or the e-mail address.' })
  username?: string | null;

  @Field(() => String, { description: 'As at sign-up; any spelling of the same characters in Unicode.' })
  password!: string;
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

export function toSignUpPayload(
  user: UserDocument | undefined,
  auth: AuthPayloadType | undefined,
): SignUpPayloadType {
  const message =
    auth === undefined
      ? 'Almost there: we have sent a mail to this address. Follow the link in it.'
      : 'Welcome! Your account is ready.';
  return { message, userId: user?._id.toHexString(), user: user && toUser(user), auth };
}

export const SignInResultType = createUnionType({
  name: 'SignInResult',
  description: 'What a sign-in leads to.',
  types: () => [AuthPayloadType] as const,
  resolveType: () => AuthPayloadType,
});
