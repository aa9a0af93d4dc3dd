/**
 * Assembles the schema: the rooms' resolvers, the roles of this deployment, the @auth directive and the guard
 * behind it. What is guarded is read off the directive, never written a second time.
 */
import { createAuthDirective, guardSchema } from '@portcullis/guard/graphql';
import { GraphQLEnumType, GraphQLSchema, type GraphQLSchemaConfig } from 'graphql';
import { buildSchema } from 'type-graphql';

import type { SignInMethod } from '../config/sign-in-methods.js';
import type { Authorize } from '../users/authorize.js';
import { closeFields, type FieldMethods } from './close-fields.js';
import { withRoles } from './roles.js';

/** Of classes that type-graphql knows by their decorators; each class once. */
export type ResolverInstances = readonly object[];

/**
 * The schema without its guard.
 * @exportedFor scripts/gen-schema.ts, which prints it; whoever serves it takes `createSchema`.
 */
export async function assembleSchema(
  roles: readonly string[],
  instances: ResolverInstances,
): Promise<GraphQLSchema> {
  const built = withRoles(await buildFromRooms(instances), roles);
  const role = built.getType('Role');
  if (!(role instanceof GraphQLEnumType)) throw new TypeError('The schema has no Role.');
  const config = built.toConfig();
  describeRoots(config);
  return new GraphQLSchema({ ...config, directives: [...config.directives, createAuthDirective(role)] });
}

/** type-graphql gathers the root types from all resolvers, and so has no place to describe them. */
function describeRoots({ query, mutation }: Pick<GraphQLSchemaConfig, 'query' | 'mutation'>): void {
  if (query) query.description = 'What can be asked. It changes nothing, and may be asked again at any time.';
  if (mutation)
    mutation.description =
      'What can be done, in the order written; one document proves who somebody is once at most.';
}

interface Openings {
  readonly authorize: Authorize;
  readonly fieldMethods: FieldMethods;
  /** SIGN_IN_METHODS. */
  readonly signInMethods: readonly SignInMethod[];
}

export async function createSchema(
  roles: readonly string[],
  instances: ResolverInstances,
  { authorize, fieldMethods, signInMethods }: Openings,
): Promise<GraphQLSchema> {
  const guarded = guardSchema(await assembleSchema(roles, instances), authorize);
  return closeFields(guarded, fieldMethods, signInMethods);
}

function buildFromRooms(instances: ResolverInstances): Promise<GraphQLSchema> {
  const byClass = new Map<unknown, object>(instances.map((instance) => [instance.constructor, instance]));
  const [first, ...rest] = instances.map(({ constructor }) => constructor);
  if (first === undefined) throw new TypeError('A schema has resolvers.');
  return buildSchema({
    resolvers: [first, ...rest],
    // A type of a room that is left out is not in the schema.
    orphanedTypes: [],
    container: { get: (resolver) => byClass.get(resolver) },
    // Input is judged by the use cases, which tell every failing field at once.
    validate: false,
    // By asking all of it of itself, a tenth of a start's work: a schema that is wrong fails its first document, and so every test.
    skipCheck: true,
  });
}
