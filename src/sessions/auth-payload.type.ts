import { GraphQLDateTime, GraphQLJWT } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';

import type { Clock } from '../foundation/clock.js';
import { toUser, UserType } from '../users/user.type.js';
import { expiryOf } from './session.model.js';
import type { SignedIn } from './signed-in.js';

@ObjectType('AuthPayload', {
  simpleResolvers: true,
  description: 'A session: who it belongs to, and the tokens to go on with.',
})
export class AuthPayloadType {
  @Field(() => ID, { description: 'The same as `user.id`.' })
  userId!: string;

  @Field(() => UserType, { description: 'Who signed in.' })
  user!: UserType;

  @Field(() => GraphQLJWT, {
    description: 'For `Authorization: Bearer …`, here and at every resource server.',
  })
  accessToken!: string;

  @Field(() => GraphQLDateTime, { description: 'When the access token ends.' })
  accessTokenExpiry!: Date;

  @Field(() => Int, { description: 'The same in seconds from now, for clients whose clock is wrong.' })
  accessTokenExpiresIn!: number;

  @Field(() => String, {
    nullable: true,
    description: 'For `refresh`. It is replaced each time; only the newest is valid.',
  })
  refreshToken!: string | undefined;

  @Field(() => GraphQLDateTime, { description: 'When the session ends unless it is refreshed before.' })
  refreshTokenExpiry!: Date;

  @Field(() => Int, { description: 'The same in seconds from now.' })
  refreshTokenExpiresIn!: number;
}

export function toAuthPayload(signedIn: SignedIn, clock: Clock): AuthPayloadType {
  const now = clock.now().getTime();
  const secondsUntil = (date: Date) => Math.max(0, Math.floor((date.getTime() - now) / 1_000));
  const user = toUser(signedIn.user);
  const refreshTokenExpiry = expiryOf(signedIn.session);
  return {
    userId: user.id,
    user,
    accessToken: signedIn.accessToken.text,
    accessTokenExpiry: signedIn.accessToken.expiresAt,
    accessTokenExpiresIn: secondsUntil(signedIn.accessToken.expiresAt),
    refreshToken: signedIn.refreshToken,
    refreshTokenExpiry,
    refreshTokenExpiresIn: secondsUntil(refreshTokenExpiry),
  };
}
