import { mapSchema, MapperKind } from '@graphql-tools/utils';
import { GraphQLEnumType, type GraphQLSchema } from 'graphql';

/** The schema with the roles of this deployment in its Role. */
export function withRoles(schema: GraphQLSchema, roles: readonly string[]): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.ENUM_TYPE]: (type) => {
      if (type.name !== 'Role') return undefined;
      const described = (name: string) => ({ value: name, description: type.getValue(name)?.description });
      return new GraphQLEnumType({
        name: type.name,
        description: type.description,
        values: Object.fromEntries(roles.map((name) => [name, described(name)])),
      });
    },
  });
}
