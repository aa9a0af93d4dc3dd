import { GraphQLScalarType, type ValueNode, valueFromASTUntyped } from 'graphql';
import { createUnionType, Field, ObjectType } from 'type-graphql';

import { UserType } from '../users/user.type.js';

@ObjectType('_Service', { description: 'This subgraph, as Apollo Federation asks for it.' })
export class SubgraphType {
  @Field(() => String, { description: 'The schema with what federation says of it, for composition.' })
  sdl!: string;
}

/** Whoever writes one must give a `__typename`, which `readReference` looks at: what is wrong is told with its place. */
export const AnyScalar = new GraphQLScalarType<unknown>({
  name: '_Any',
  description: 'A reference to an entity, such as `{ __typename: "User", id: "…" }`.',
  parseValue: (value) => value,
  parseLiteral: (node: ValueNode, variables) => valueFromASTUntyped(node, variables),
});

export const EntityUnion = createUnionType({
  name: '_Entity',
  description: 'What other subgraphs may refer to.',
  types: () => [UserType] as const,
  resolveType: () => UserType,
});
