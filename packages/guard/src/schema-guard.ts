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
  type GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  isInterfaceType,
  isObjectType,
} from 'graphql';

import { guardEntities } from './entity-guard.js';
import { requirementsOfEntity, requirementsOfField } from './field-requirements.js';
import { type CheckCaller, guardReferences } from './reference-guard.js';
import type { AuthRequirement } from './requirement.js';
import { refuseMisplaced } from './schema-requirements.js';

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
      permissions: {
        type: new GraphQLList(new GraphQLNonNull(GraphQLString)),
        description: 'All of these permissions are needed.',
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

export interface GuardSchemaOptions<Context> {
  /**
   * For guarded fields that have no resolver, or no `subscribe`, of their own: no executor tells a field of the ones that it
   * was given. Default: graphql's.
   */
  readonly fieldResolver?: GraphQLFieldResolver<unknown, Context>;
  readonly subscribeFieldResolver?: GraphQLFieldResolver<unknown, Context>;
}

/**
 * Puts the check before every field that carries `@auth`, or whose type does, or which implements one of an interface
 * that does; all must pass. An entity of a federation whose type is guarded is not looked up for who does not pass.
 * Changes the schema in place (its resolvers), so call it once, and last.
 * @throws TypeError where the schema has no `@auth` directive, where `@auth` stands where it guards nothing, and for what
 * looks like one and cannot be read.
 */
export function guardSchema<Context>(
  schema: GraphQLSchema,
  authorize: Authorize<Context>,
  options: GuardSchemaOptions<Context> = {},
): GraphQLSchema {
  const directive = schema.getDirective('auth');
  if (!directive) throw new TypeError('The schema does not define the @auth directive.');
  refuseMisplaced(schema, directive);
  const entities = new Map<string, CheckCaller<Context>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (isInterfaceType(type) || isObjectType(type))
      guardType(schema, type, { directive, authorize, options, entities });
  }
  guardEntities(schema, entities, options.fieldResolver);
  return schema;
}

interface Guarding<Context> {
  readonly directive: GraphQLDirective;
  readonly authorize: Authorize<Context>;
  readonly options: GuardSchemaOptions<Context>;
  /** Of the types that are guarded; filled by `guardType`. */
  readonly entities: Map<string, CheckCaller<Context>>;
}

function guardType<Context>(
  schema: GraphQLSchema,
  type: GraphQLObjectType | GraphQLInterfaceType,
  { directive, authorize, options, entities }: Guarding<Context>,
): void {
  const ofEntity = requirementsOfEntity(schema, directive, type);
  if (ofEntity.length > 0) {
    const check = createCheck(authorize, ofEntity);
    guardReferences(type, check);
    entities.set(type.name, check);
  }
  // The fields of an interface are never resolved, those of the types that implement it are.
  if (isInterfaceType(type)) return;
  const isSubscription = type === schema.getSubscriptionType();
  for (const field of Object.values<GraphQLField<unknown, Context>>(type.getFields())) {
    const requirements = requirementsOfField(directive, type, field);
    if (requirements.length === 0) continue;
    guardField(field, createCheck(authorize, requirements), { isSubscription, options });
  }
}

function createCheck<Context>(
  authorize: Authorize<Context>,
  requirements: readonly AuthRequirement[],
): CheckCaller<Context> {
  return async (context, info) => {
    for (const requirement of requirements) await authorize(context, requirement, info);
  };
}

function guardField<Context>(
  field: GraphQLField<unknown, Context>,
  check: CheckCaller<Context>,
  { isSubscription, options }: { isSubscription: boolean; options: GuardSchemaOptions<Context> },
): void {
  const guarded =
    (resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> =>
    async (source, args, context, info) => {
      await check(context, info);
      return resolve(source, args, context, info);
    };
  field.resolve = guarded(field.resolve ?? options.fieldResolver ?? defaultFieldResolver);
  // Its source would be opened before the first event reaches the resolver.
  if (isSubscription)
    field.subscribe = guarded(field.subscribe ?? options.subscribeFieldResolver ?? defaultFieldResolver);
}
