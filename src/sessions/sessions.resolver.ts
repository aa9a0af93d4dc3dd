import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { CallerContext } from '../users/caller.js';
import { AuthPayloadType, toAuthPayload } from './auth-payload.type.js';
import { MessagePayloadType } from './message-payload.type.js';
import type { RotateSession } from './rotate-session.js';
import type { SignOut } from './sign-out.js';

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly rotateSession: RotateSession,
    private readonly endCallersSession: SignOut,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => AuthPayloadType, {
    description: 'Replaces the refresh token and issues a new access token.',
  })
  async refresh(
    @Ctx() context: CallerContext,
    @Arg('refreshToken', () => String, {
      nullable: true,
      description: 'As the last sign-in or refresh gave it.',
    })
    refreshToken?: string | null,
  ): Promise<AuthPayloadType> {
    if (refreshToken === undefined || refreshToken === null) throw new AppError('UNAUTHENTICATED');
    return toAuthPayload(await this.rotateSession(refreshToken, context.origin), this.clock);
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Ends the session of the refresh token given as an argument, else that of the access token. The same answer for a token that is unknown or already ended.',
  })
  async signOut(
    @Ctx() context: CallerContext,
    @Arg('refreshToken', () => String, {
      nullable: true,
      description: 'Any refresh token of the session, spent ones too.',
    })
    refreshToken?: string | null,
  ): Promise<MessagePayloadType> {
    await this.endCallersSession(refreshToken ?? undefined, context);
    return { message: 'You are signed out.' };
  }
}
