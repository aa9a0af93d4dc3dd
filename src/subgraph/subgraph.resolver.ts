import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { Arg, Ctx, Info, Query, Resolver } from 'type-graphql';

import { AppError } from '../foundation/errors.js';
import { toUser, type UserType } from '../users/user.type.js';
import type { EntityContext, ResolveEntities } from './resolve-entities.js';
import { AnyScalar, EntityUnion, SubgraphType } from './subgraph.type.js';

/** Who may be shown the schema. @throws AppError FORBIDDEN for anybody else. */
export type RequireSchemaReader = (context: EntityContext) => Promise<void>;

@Resolver()
export class SubgraphResolver {
  private sdl: string | undefined;

  constructor(
    private readonly resolveEntities: ResolveEntities,
    private readonly requireSchemaReader: RequireSchemaReader,
    private readonly print: (schema: GraphQLSchema) => string,
  ) {}

  @Query(() => SubgraphType, {
    name: '_service',
    description:
      'The schema of this subgraph: for anybody with INTROSPECTION, else for resource servers and admins.',
  })
  async service(
    @Ctx() context: EntityContext,
    @Info() { schema }: GraphQLResolveInfo,
  ): Promise<SubgraphType> {
    await this.requireSchemaReader(context);
    return { sdl: (this.sdl ??= this.print(schema)) };
  }

  @Query(() => [EntityUnion], {
    name: '_entities',
    nullable: 'items',
    description:
      'Users by reference: oneself, or anyone for an admin and for a resource server with its own credentials.',
  })
  async entities(
    @Ctx() context: EntityContext,
    @Arg('representations', () => [AnyScalar], { description: 'Each `{ __typename: "User", id }`.' })
    representations: unknown[],
  ): Promise<(UserType | AppError | null)[]> {
    const entities = await this.resolveEntities(context, representations);
    return entities.map((entity) =>
      entity === null || entity instanceof AppError ? entity : toUser(entity),
    );
  }
}
