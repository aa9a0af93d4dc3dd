import { Field, InputType } from 'type-graphql';

import { TokenTransport, transportField } from '../sessions/token-transport.type.js';
import { PhoneNumberScalar } from '../users/text.scalar.js';

const tokenField = { description: "The provider's ID token." };
const nonceField = {
  nullable: true,
  description: 'The nonce the frontend sent to the provider, where it sent one.',
} as const;

@InputType('FederatedSignUpInput', { description: 'A new account for an account of a provider.' })
export class FederatedSignUpInputType {
  @Field(() => String, tokenField)
  token!: string;

  @Field(() => String, nonceField)
  nonce?: string | null;

  @Field(() => String, { nullable: true, description: 'Given name; absent: what the provider says.' })
  firstName?: string | null;

  @Field(() => String, { nullable: true, description: 'Family name; absent: what the provider says.' })
  lastName?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'A number has one account.' })
  phoneNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Where `authConfig.captcha.on` names `signUp`.' })
  captchaToken?: string | null;

  @Field(() => TokenTransport, transportField)
  transport?: TokenTransport | null;
}

@InputType('FederatedSignInInput', { description: 'An account of a provider that is known here.' })
export class FederatedSignInInputType {
  @Field(() => String, tokenField)
  token!: string;

  @Field(() => String, nonceField)
  nonce?: string | null;

  @Field(() => String, { nullable: true, description: 'Where `authConfig.captcha.on` names `signIn`.' })
  captchaToken?: string | null;

  @Field(() => TokenTransport, transportField)
  transport?: TokenTransport | null;
}
