/** The schema of all rooms' resolvers, guarded, and the server that executes it. Knows no room but that of the users, and no HTTP. */
import type { GraphQLSchema } from 'graphql';

import type { Ground } from '../house/ground.js';
import type { UsersRoom } from '../users/users.room.js';
import type { FieldMethods } from './close-fields.js';
import { createGraphQLHandler, type GraphQLHandler } from './graphql-handler.js';
import type { InputRules } from './input-problems.js';
import { createSchema, type ResolverInstances } from './schema.js';

export interface GraphQLNeeds {
  readonly ground: Ground;
  readonly users: Pick<UsersRoom, 'authorize'>;
  /** Of all rooms. */
  readonly resolvers: () => ResolverInstances;
  readonly inputRules: () => InputRules;
  readonly fieldMethods: () => FieldMethods;
}

export type GraphQLRoom = ReturnType<typeof createGraphQLRoom>;

export function createGraphQLRoom(needs: GraphQLNeeds) {
  const { config } = needs.ground;
  let built: { readonly schema: GraphQLSchema; readonly handler: GraphQLHandler } | undefined;
  const afterStart = () => {
    if (built === undefined) throw new TypeError('The schema is built when the rooms start.');
    return built;
  };
  return {
    /** @throws TypeError before the start. */
    schema: () => afterStart().schema,
    /** Names of the root fields. @throws TypeError before the start. */
    operations: () => rootFieldsOf(afterStart().schema),
    /** @throws TypeError before the start. */
    handler: () => afterStart().handler,
    contributes: {
      async start() {
        const { introspection, signInMethods } = config;
        const { authorize } = needs.users;
        const openings = { authorize, fieldMethods: needs.fieldMethods(), signInMethods };
        const schema = await createSchema(config.roles, needs.resolvers(), openings);
        const handler = await createGraphQLHandler({ schema, inputRules: needs.inputRules(), introspection });
        built = { schema, handler };
      },
      stop: () => built?.handler.stop(),
    },
  };
}

function rootFieldsOf(schema: GraphQLSchema): readonly string[] {
  return [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.keys(type?.getFields() ?? {}),
  );
}
