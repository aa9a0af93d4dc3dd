import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';

import type { CallerContext } from './caller.js';
import type { FindUser } from './find-user.js';
import type { PermissionsOf } from './permissions.js';
import { requireCaller } from './require-caller.js';
import { toUser, UserType } from './user.type.js';

@Resolver(() => UserType)
export class UsersResolver {
  constructor(
    private readonly findUser: FindUser,
    private readonly permissionsOf: PermissionsOf,
  ) {}

  @FieldResolver(() => [String], {
    description: 'What these roles may do, as ROLE_PERMISSIONS names it; in the order of the alphabet.',
  })
  permissions(@Root() user: UserType): readonly string[] {
    return this.permissionsOf(user.roles);
  }

  @Query(() => UserType, {
    nullable: true,
    description: 'The signed-in user; null without a token, TOKEN_EXPIRED or TOKEN_INVALID with a bad one.',
  })
  async me(@Ctx() context: CallerContext): Promise<UserType | undefined> {
    const caller = await context.caller();
    return caller && toUser(caller.user);
  }

  @Query(() => UserType, { nullable: true, description: 'Oneself, or anyone for an admin.' })
  @Directive('@auth')
  async user(
    @Ctx() context: CallerContext,
    @Arg('id', () => ID, { description: 'As in `User.id`.' }) id: string,
  ): Promise<UserType> {
    return toUser(await this.findUser(await requireCaller(context), id));
  }
}
