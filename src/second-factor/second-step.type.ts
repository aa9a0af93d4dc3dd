import { Field, InputType } from 'type-graphql';

import { TokenTransport } from '../sessions/token-transport.type.js';
import { EmailAddressScalar } from '../users/text.scalar.js';

@InputType('TotpSignInInput', {
  description:
    'A six-digit code, as the second factor of a sign-in under way (challengeToken), or alone with the e-mail address where the user has not enabled 2FA.',
})
export class TotpSignInInputType {
  @Field(() => String, { nullable: true, description: 'Of the sign-in under way.' })
  challengeToken?: string | null;

  @Field(() => EmailAddressScalar, {
    nullable: true,
    description: 'Whose code it is, without a sign-in under way.',
  })
  email?: string | null;

  @Field(() => String, { description: 'As the app shows it; blanks do not count.' })
  code!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Alone: where `authConfig.captcha.on` names `signIn`, and after three failures.',
  })
  captchaToken?: string | null;

  @Field(() => TokenTransport, {
    nullable: true,
    description: 'How the refresh token travels. Absent: as the sign-in under way asked; alone: BODY.',
  })
  transport?: TokenTransport | null;
}

@InputType('RecoveryCodeSignInInput', { description: 'A recovery code in place of the authenticator app.' })
export class RecoveryCodeSignInInputType {
  @Field(() => String, { description: 'Of the sign-in under way.' })
  challengeToken!: string;

  @Field(() => String, { description: 'Upper and lower case, blanks and dashes do not matter.' })
  code!: string;

  @Field(() => TokenTransport, {
    nullable: true,
    description: 'How the refresh token travels. Absent: as the sign-in under way asked.',
  })
  transport?: TokenTransport | null;
}
