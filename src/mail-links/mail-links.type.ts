import { GraphQLDateTime } from 'graphql-scalars';
import { Field, InputType, ObjectType } from 'type-graphql';

import { EmailAddressScalar } from '../users/text.scalar.js';

@InputType('ResetPasswordInput', { description: 'The token of a reset link, and the password to set.' })
export class ResetPasswordInputType {
  @Field(() => String, { description: 'From the link in the mail.' })
  token!: string;

  @Field(() => String, {
    description: '8 to 128 characters of any kind; no common one, nor one like your name or address.',
  })
  password!: string;

  @Field(() => String, { description: 'The password once more.' })
  passwordConfirm!: string;
}

@ObjectType('VerifyEmailPayload', { simpleResolvers: true, description: 'An address that is proved.' })
export class VerifyEmailPayloadType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => EmailAddressScalar, { description: 'The address of the account.' })
  email!: string;

  @Field(() => GraphQLDateTime, { description: 'When its owner proved it.' })
  emailVerifiedAt!: Date;
}

@ObjectType('UndoChangePayload', {
  simpleResolvers: true,
  description: 'A new way in that was taken away again.',
})
export class UndoChangePayloadType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'For resetPassword, so that a new password is chosen at once. Null: ask for a link by sendPasswordResetEmail.',
  })
  resetToken!: string | null;
}
