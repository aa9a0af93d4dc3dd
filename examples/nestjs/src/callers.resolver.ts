import { Context, Extensions, Field, ID, Info, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

import { auth } from './settings.js';

@ObjectType()
class Caller {
  @Field(() => ID)
  userId!: string;

  @Field(() => [String])
  roles!: string[];
}

@ObjectType()
@Extensions({ auth: { roles: ['ADMIN'] } })
class Report {
  @Field()
  title!: string;
}

@Resolver()
export class CallersResolver {
  @Query(() => String)
  public(): string {
    return 'Anybody may read this.';
  }

  @Query(() => Caller, { nullable: true })
  @Extensions({ auth: true })
  async me(@Context() context: object, @Info() info: GraphQLResolveInfo): Promise<Caller | undefined> {
    const claims = await auth.claims(context, info);
    return claims && { userId: claims.sub, roles: [...(claims.roles ?? [])] };
  }

  @Query(() => Report, { nullable: true })
  admin(): Report {
    return { title: 'Admins may read this.' };
  }
}
