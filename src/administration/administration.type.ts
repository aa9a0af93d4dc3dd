import { Field, InputType } from 'type-graphql';

import { EmailAddressScalar, PhoneNumberScalar } from '../users/text.scalar.js';
import { Role } from '../users/user.type.js';

@InputType('CreateUserInput', { description: 'An account that an admin makes for somebody.' })
export class CreateUserInputType {
  @Field(() => EmailAddressScalar, { description: 'The address.' })
  email!: string;

  @Field(() => String, { nullable: true, description: 'Given name.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name.' })
  lastName?: string | null;

  @Field(() => String, { nullable: true, description: '3 to 32 of a-z, 0-9, dot, underscore and dash.' })
  username?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Phone number.' })
  phoneNumber?: string | null;

  @Field(() => [Role], { nullable: true, description: 'Beside USER, which everybody has.' })
  roles?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'By the rules of sign-up. Absent: none; its owner sets one by a reset link.',
  })
  password?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether the address counts as proved.',
  })
  emailVerified?: boolean | null;
}
