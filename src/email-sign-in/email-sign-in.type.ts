import { GraphQLDateTime } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';

export enum SignInEmailKind {
  LINK = 'LINK',
  CODE = 'CODE',
}

registerEnumType(SignInEmailKind, {
  name: 'SignInEmailKind',
  description: 'What a sign-in mail holds.',
  valuesConfig: {
    LINK: { description: 'A link that signs in where it was asked for, and shows a code elsewhere.' },
    CODE: { description: 'A code to type where it was asked for.' },
  },
});

@ObjectType('EmailSignInChallenge', {
  simpleResolvers: true,
  description: 'A sign-in that waits for its mail to be read; the same for any address.',
})
export class EmailSignInChallengeType {
  @Field(() => String, { description: 'A sentence for a person.' })
  message!: string;

  @Field(() => String, { description: 'For completeEmailSignIn, with the code: once, and five tries.' })
  challengeToken!: string;

  @Field(() => GraphQLDateTime, { description: 'When it is too late for that.' })
  expiresAt!: Date;
}

@ObjectType('EmailSignInCode', {
  simpleResolvers: true,
  description: 'What to type on the device that asked for a link.',
})
export class EmailSignInCodeType {
  @Field(() => String, { description: 'Eight digits in two groups.' })
  code!: string;

  @Field(() => GraphQLDateTime, { description: 'Until when it works.' })
  expiresAt!: Date;
}
