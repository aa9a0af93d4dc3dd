import { GraphQLURL } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

import type { SignInMethod } from '../config/sign-in-methods.js';

enum SignInMethodName {
  PASSWORD = 'PASSWORD',
  PASSKEY = 'PASSKEY',
  EMAIL_LINK = 'EMAIL_LINK',
  EMAIL_CODE = 'EMAIL_CODE',
  TOTP = 'TOTP',
  PROVIDERS = 'PROVIDERS',
}

registerEnumType(SignInMethodName, {
  name: 'SignInMethod',
  description: 'A way to sign in (SIGN_IN_METHODS).',
  valuesConfig: {
    PASSWORD: { description: 'signIn and signUp, with what changes a password.' },
    PASSKEY: { description: 'A passkey.' },
    EMAIL_LINK: { description: 'sendSignInEmail with the kind LINK.' },
    EMAIL_CODE: { description: 'sendSignInEmail with the kind CODE.' },
    TOTP: { description: 'signInWithTotp with an e-mail address.' },
    PROVIDERS: { description: 'The accounts of `providers`.' },
  },
});

const names: Readonly<Record<SignInMethod, SignInMethodName>> = {
  password: SignInMethodName.PASSWORD,
  passkey: SignInMethodName.PASSKEY,
  'email-link': SignInMethodName.EMAIL_LINK,
  'email-code': SignInMethodName.EMAIL_CODE,
  totp: SignInMethodName.TOTP,
  providers: SignInMethodName.PROVIDERS,
};

/** As the schema names them. */
export function toSignInMethods(methods: readonly SignInMethod[]): SignInMethodName[] {
  return methods.map((method) => names[method]);
}

@ObjectType('CaptchaConfig', {
  simpleResolvers: true,
  description: 'The captcha that some operations ask for.',
})
export class CaptchaConfigType {
  @Field(() => String, { description: 'Whose widget to load.' })
  provider!: string;

  @Field(() => String, { description: 'The public key of the widget.' })
  siteKey!: string;

  @Field(() => [String], { description: 'The operations that ask for it.' })
  on!: string[];
}

@ObjectType('Provider', { simpleResolvers: true, description: 'A provider that people can sign in with.' })
export class ProviderType {
  @Field(() => ID, { description: 'google, apple or a configured id.' })
  id!: string;

  @Field(() => String, { description: 'For the button.' })
  label!: string;

  @Field(() => String, { description: "The frontend's client id at the provider." })
  clientId!: string;

  @Field(() => GraphQLURL, {
    nullable: true,
    description: 'Where a frontend without the provider’s SDK sends the browser.',
  })
  startUrl?: URL;
}

@ObjectType('PasskeyConfig', { simpleResolvers: true, description: 'What pages must know of passkeys.' })
export class PasskeyConfigType {
  @Field(() => String, { description: 'The RP ID (WEBAUTHN_RP_ID): a domain, whose passkeys these are.' })
  rpId!: string;
}

@ObjectType('AuthConfig', {
  simpleResolvers: true,
  description: 'What a frontend must know to draw its forms.',
})
export class AuthConfigType {
  @Field(() => [SignInMethodName], { description: 'The ways in that there are; any other is refused.' })
  signInMethods!: SignInMethodName[];

  @Field(() => Boolean, {
    description: 'Whether sendSignInEmail also writes to addresses without an account, which it makes.',
  })
  emailSignInSignsUp!: boolean;

  @Field(() => [String], {
    description: 'Roles that count only in a session that was opened with two factors.',
  })
  requireSecondFactor!: string[];

  @Field(() => Int, { description: 'The shortest password taken, in characters.' })
  passwordMinLength!: number;

  @Field(() => Boolean, { description: 'Whether a session waits for a verified e-mail address.' })
  requireVerifiedEmail!: boolean;

  @Field(() => [String], { description: 'Profile fields demanded at sign-up.' })
  signUpRequires!: string[];

  @Field(() => Boolean, { description: 'Whether isEmailAvailable and its like answer.' })
  availabilityQueries!: boolean;

  @Field(() => CaptchaConfigType, { nullable: true, description: 'Null: none is asked for.' })
  captcha?: CaptchaConfigType;

  @Field(() => PasskeyConfigType, { nullable: true, description: 'Null: they are not offered.' })
  passkeys?: PasskeyConfigType;

  @Field(() => [ProviderType], { description: 'Providers to offer buttons for.' })
  providers!: ProviderType[];
}
