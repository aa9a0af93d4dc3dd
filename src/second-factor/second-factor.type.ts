import { Field, ObjectType } from 'type-graphql';

@ObjectType('TotpSetup', {
  simpleResolvers: true,
  description:
    'What an authenticator app needs. It is shown once; confirmTotp makes it count, enable2FA makes sign-in ask for it.',
})
export class TotpSetupType {
  @Field(() => String, { description: 'otpauth:// URI.' })
  uri!: string;

  @Field(() => String, { description: 'The same secret in base32, to type in by hand.' })
  secret!: string;

  @Field(() => String, { description: 'The URI as a QR code: data:image/png;base64,…' })
  qrCode!: string;
}

@ObjectType('RecoveryCodes', {
  simpleResolvers: true,
  description:
    'For who has lost the authenticator app: each opens one sign-in. They are shown once. Two-factor sign-in is not on before enable2FA.',
})
export class RecoveryCodesType {
  @Field(() => String, { description: 'A sentence for a person: also whether sign-in asks for the app.' })
  message!: string;

  @Field(() => [String], { description: 'Ten of them; upper and lower case and dashes do not matter.' })
  codes!: string[];
}
