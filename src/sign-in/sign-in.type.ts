import { createUnionType, Field, ID, InputType, ObjectType } from 'type-graphql';

import { AuthPayloadType } from '../sessions/auth-payload.type.js';
import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import { UserType } from '../users/user.type.js';

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

  @Field(() => ID, { nullable: true, description: 'The same as `user.id`.' })
  userId?: string;

  @Field(() => UserType, { nullable: true, description: 'Who signed up.' })
  user?: UserType;

  @Field(() => AuthPayloadType, { nullable: true, description: 'The first session.' })
  auth?: AuthPayloadType;
}

export const SignInResultType = createUnionType({
  name: 'SignInResult',
  description: 'What a sign-in leads to.',
  types: () => [AuthPayloadType] as const,
  resolveType: () => AuthPayloadType,
});
