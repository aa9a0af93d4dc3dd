import { Field, InputType } from 'type-graphql';

import { PhoneNumberScalar } from '../users/text.scalar.js';

const kept = 'Absent or null: unchanged.';
const cleared =
  'Absent: unchanged. Null clears it, unless sign-up demands it: a client that writes null for what it is not given names in its document the fields it means, `updateProfile(input: { firstName: $firstName })`.';

@InputType('UpdateProfileInput', { description: 'What of the profile changes.' })
export class UpdateProfileInputType {
  @Field(() => String, { nullable: true, description: `Given name. ${kept}` })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: `Family name. ${kept}` })
  lastName?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `3 to 32 of a-z, 0-9, dot, underscore and dash. ${cleared}`,
  })
  username?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: `Phone number. ${cleared}` })
  phoneNumber?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The language of mails: a BCP 47 tag such as `de`. Absent or null: unchanged.',
  })
  locale?: string | null;
}
