/**
 * The `@auth` directive for any GraphQL schema, schema-first or code-first: it reads what is asked off the schema and
 * puts a check before the resolvers it stands on.
 * Who the caller is, and how a refusal looks, is given from outside.
 */
import {
  defaultFieldResolver,
  DirectiveLocation,
  GraphQLBoolean,
  GraphQLDirective,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';

import type { AuthRequirement } from './requirement.js';
import { readRequirements, refuseMisplaced } from './schema-requirements.js';

/** Lets the call pass, or throws what the caller shall see. */
export type Authorize<Context> = (
  context: Context,
  requirement: AuthRequirement,
  info: GraphQLResolveInfo,
) => void | Promise<void>;

/** The directive's definition; `role` is the schema's enum of roles, or String. */
export function createAuthDirective(
  role: GraphQLEnumType | GraphQLScalarType,
  locations: readonly DirectiveLocation[] = [DirectiveLocation.OBJECT, DirectiveLocation.FIELD_DEFINITION],
): GraphQLDirective {
  return new GraphQLDirective({
    name: 'auth',
    description: 'Only callers who pass may read the field, or any field of the object.',
    locations: [...locations],
    args: {
      roles: {
        type: new GraphQLList(new GraphQLNonNull(role)),
        description: 'Any one of these roles is enough; empty: any signed-in user.',
        defaultValue: [],
      },
      verified: {
        type: GraphQLBoolean,
        description: "The caller's e-mail address must be verified.",
        defaultValue: false,
      },
    },
  });
}

/**
 * Puts the check before every field that carries `@auth`, or whose type does, or which implements one of an interface
 * that does; all must pass. Changes the schema in place (its resolvers), so call it once, and last.
 * @throws TypeError where the schema has no `@auth` directive, and where `@auth` stands where it guards nothing.
 */
export function guardSchema<Context>(schema: GraphQLSchema, authorize: Authorize<Context>): GraphQLSchema {
  const directive = schema.getDirective('auth');
  if (!directive) throw new TypeError('The schema does not define the @auth directive.');
  refuseMisplaced(schema, directive);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isObjectType(type) && !type.name.startsWith('__')) guardFields(schema, type, directive, authorize);
  }
  return schema;
}

function guardFields<Context>(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  directive: GraphQLDirective,
  authorize: Authorize<Context>,
) {
  const interfaces = type.getInterfaces();
  const ofType = [type, ...interfaces].flatMap((place) => readRequirements(directive, place));
  for (const field of Object.values<GraphQLField<unknown, Context>>(type.getFields())) {
    const declared = interfaces.flatMap((implemented) => implemented.getFields()[field.name] ?? []);
    const ofField = [field, ...declared].flatMap((place) => readRequirements(directive, place));
    const requirements = [...ofType, ...ofField];
    if (requirements.length === 0) continue;
    field.resolve = guarded(field.resolve, requirements, authorize);
    // Its source would be opened before the first event reaches the resolver.
    if (type === schema.getSubscriptionType())
      field.subscribe = guarded(field.subscribe, requirements, authorize);
  }
}

function guarded<Context>(
  resolve: GraphQLFieldResolver<unknown, Context> = defaultFieldResolver,
  requirements: readonly AuthRequirement[],
  authorize: Authorize<Context>,
): GraphQLFieldResolver<unknown, Context> {
  return async (source, args, context, info) => {
    for (const requirement of requirements) await authorize(context, requirement, info);
    return resolve(source, args, context, info);
  };
}
