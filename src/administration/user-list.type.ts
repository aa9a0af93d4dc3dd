import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

import { PageInfoType, toPageInfo } from '../foundation/page-info.type.js';
import { Role, toUser, UserType } from '../users/user.type.js';
import type { UserPage } from './list-users.js';

export enum UserSortEnum {
  CREATED_DESC = 'CREATED_DESC',
  CREATED_ASC = 'CREATED_ASC',
  EMAIL = 'EMAIL',
}

registerEnumType(UserSortEnum, {
  name: 'UserSort',
  description: 'The order of a list of users.',
  valuesConfig: {
    CREATED_DESC: { description: 'The newest account first.' },
    CREATED_ASC: { description: 'The oldest account first.' },
    EMAIL: { description: 'By address, a to z.' },
  },
});

@InputType('UserFilter', { description: 'Which users: all that is given must be so.' })
export class UserFilterType {
  @Field(() => Role, { nullable: true, description: 'Who has this role.' })
  role?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the account is suspended.' })
  suspended?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the address is verified.' })
  verified?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those that are deleted and can still be restored. Else those that are not deleted.',
  })
  deleted?: boolean | null;
}

@ObjectType('UserEdge', { simpleResolvers: true, description: 'A user in their place in the list.' })
export class UserEdgeType {
  @Field(() => String, { description: 'This place: `after` for what follows it.' })
  cursor!: string;

  @Field(() => UserType, { description: 'The user.' })
  node!: UserType;
}

@ObjectType('UserConnection', { simpleResolvers: true, description: 'A page of users.' })
export class UserConnectionType {
  @Field(() => [UserEdgeType], { description: 'In the order that was asked for.' })
  edges!: UserEdgeType[];

  @Field(() => PageInfoType, { description: 'Where this page stands.' })
  pageInfo!: PageInfoType;

  @Field(() => Int, { description: 'Exact up to 1,000; beyond that, 1,000 stands for more.' })
  totalCount!: number;
}

export function toUserConnection(page: UserPage): UserConnectionType {
  return {
    edges: page.entries.map(({ cursor, entry }) => ({ cursor, node: toUser(entry) })),
    pageInfo: toPageInfo(page),
    totalCount: page.totalCount,
  };
}
