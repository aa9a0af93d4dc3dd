import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';

import type { CallerContext } from '../users/caller.js';
import { AuthPayloadType } from './auth-payload.type.js';
import { MessagePayloadType } from './message-payload.type.js';
import type { RefreshSession } from './refresh-session.js';
import type { SignOut } from './sign-out.js';

@Resolver()
export class SessionsResolver {
  constructor(
    private readonly refreshSession: RefreshSession,
    private readonly endCallersSession: SignOut,
  ) {}

  @Mutation(() => AuthPayloadType, {
    description:
      'Replaces the refresh token, given as an argument or as the cookie, and issues a new access token.',
  })
  refresh(
    @Ctx() context: CallerContext,
    @Arg('refreshToken', () => String, {
      nullable: true,
      description: 'As the last sign-in or refresh gave it; where it was a cookie, nothing.',
    })
    refreshToken?: string | null,
  ): Promise<AuthPayloadType> {
    return this.refreshSession(refreshToken ?? undefined, context);
  }

  @Mutation(() => MessagePayloadType, {
    description:
      'Ends the session of the refresh token given as an argument or as the cookie, else that of the access token, and forgets the cookie. The same answer for a token that is unknown or already ended.',
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
