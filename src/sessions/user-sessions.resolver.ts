import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';

import type { Clock } from '../foundation/clock.js';
import { AppError } from '../foundation/errors.js';
import type { CallerContext } from '../users/caller.js';
import { requireCaller } from '../users/require-caller.js';
import { UserType } from '../users/user.type.js';
import type { RevokeSession } from './revoke-session.js';
import type { SessionList } from './session-list.js';
import { SessionConnectionType, SessionType, toSession, toSessionConnection } from './session.type.js';

/** What people see of their sessions, and how they end one of them. */
@Resolver(() => UserType)
export class UserSessionsResolver {
  constructor(
    private readonly listSessions: SessionList,
    private readonly revoke: RevokeSession,
    private readonly clock: Clock,
  ) {}

  @FieldResolver(() => SessionConnectionType, {
    description: "Active and ended, newest first. Own ones, or any user's for an admin.",
  })
  @Directive('@auth')
  async sessions(
    @Root() user: UserType,
    @Ctx() context: CallerContext,
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of this list after which the page begins; absent: from the newest.',
    })
    after?: string | null,
  ): Promise<SessionConnectionType> {
    const caller = await requireCaller(context);
    const page = await this.listSessions(caller, user.id, { first, after });
    return toSessionConnection(page, caller.sessionId, this.clock.now());
  }

  @Mutation(() => SessionType, { description: "Ends one session: one's own, or anyone's for an admin." })
  @Directive('@auth')
  async revokeSession(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'As in `Session.id`.' }) id: string,
  ): Promise<SessionType> {
    const caller = await requireCaller(context);
    const session = await this.revoke.byId(caller, id, context.origin);
    return toSession(session, caller.sessionId, this.clock.now());
  }

  @Mutation(() => SessionType, {
    description:
      "Ends the session of a refresh token given as an argument or as the cookie: one's own, or anyone's for an admin.",
  })
  @Directive('@auth')
  async revokeRefreshToken(
    @Ctx() context: CallerContext,
    @Arg('refreshToken', () => String, {
      nullable: true,
      description: 'Any refresh token of the session, spent ones too; absent: the one in the cookie.',
    })
    refreshToken?: string | null,
  ): Promise<SessionType> {
    const caller = await requireCaller(context);
    const text = refreshToken ?? context.refreshCookie;
    if (text === undefined) throw new AppError('UNAUTHENTICATED');
    const session = await this.revoke.byRefreshToken(caller, text, context.origin);
    return toSession(session, caller.sessionId, this.clock.now());
  }
}
