import { Arg, Directive, Int, Query, Resolver } from 'type-graphql';

import type { ListUsers } from './list-users.js';
import { toUserConnection, UserConnectionType, UserFilterType, UserSortEnum } from './user-list.type.js';

@Resolver()
export class UserListResolver {
  constructor(private readonly listUsers: ListUsers) {}

  @Query(() => UserConnectionType, {
    description:
      'Everybody, or who fits. A search finds what address, username, phone number, first or last name begins with, in that order, whichever case and accents.',
  })
  @Directive('@auth(roles: [ADMIN])')
  async users(
    @Arg('first', () => Int, { nullable: true, defaultValue: 20, description: 'How many: 1 to 100.' })
    first: number | null,
    @Arg('after', () => String, {
      nullable: true,
      description: 'The cursor of this very list after which the page begins; absent: from the start.',
    })
    after?: string | null,
    @Arg('search', () => String, {
      nullable: true,
      description: 'What they begin with: up to 100 characters, each taken as itself.',
    })
    search?: string | null,
    @Arg('filter', () => UserFilterType, { nullable: true, description: 'Which of them.' })
    filter?: UserFilterType | null,
    @Arg('sort', () => UserSortEnum, {
      nullable: true,
      description: 'Absent: the newest first. Not beside `search`.',
    })
    sort?: UserSortEnum | null,
  ): Promise<UserConnectionType> {
    return toUserConnection(await this.listUsers({ first, after, search, filter, sort }));
  }
}
