import { Field, InputType } from 'type-graphql';

@InputType('ChangePasswordInput', { description: 'The password as it is, and as it shall be.' })
export class ChangePasswordInputType {
  @Field(() => String, { description: 'The password as it is.' })
  currentPassword!: string;

  @Field(() => String, {
    description: '8 to 128 characters of any kind; no common one, nor one like your name or address.',
  })
  password!: string;

  @Field(() => String, { description: 'The new password once more.' })
  passwordConfirm!: string;
}
