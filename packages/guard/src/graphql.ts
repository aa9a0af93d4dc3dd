/**
 * The `@auth` directive for any GraphQL schema, schema-first or code-first: it reads the directive from the
 * schema's own definition nodes and puts a check before the resolvers they stand on.
 * Who the caller is, and how a refusal looks, is given from outside.
 */
import {
  type ConstDirectiveNode,
  DirectiveLocation,
  defaultFieldResolver,
  getDirectiveValues,
  GraphQLBoolean,
  GraphQLDirective,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLFieldResolver,
  GraphQLList,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';

/** What the directive asks of a caller. */
export interface AuthRequirement {
  /** Any one of these is enough; empty: any signed-in caller. */
  readonly roles: readonly string[];
  /** The caller's e-mail address must be verified. */
  readonly verified: boolean;
}

/** Lets the call pass, or throws what the caller shall see. */
export type Authorize<Context> = (context: Context, requirement: AuthRequirement) => void | Promise<void>;

/** The directive's definition; `role` is the schema's enum of roles. */
export function createAuthDirective(role: GraphQLEnumType): GraphQLDirective {
  return new GraphQLDirective({
    name: 'auth',
    description: 'Only callers who pass may read the field, or any field of the object.',
    locations: [DirectiveLocation.OBJECT, DirectiveLocation.FIELD_DEFINITION],
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
 * Puts the check before every field that carries `@auth` or whose type does; both must pass where both stand.
 * Changes the schema in place (its resolvers), so call it once.
 * @throws TypeError where the schema has no `@auth` directive.
 */
export function guardSchema<Context>(schema: GraphQLSchema, authorize: Authorize<Context>): GraphQLSchema {
  const directive = schema.getDirective('auth');
  if (!directive) throw new TypeError('The schema does not define the @auth directive.');
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
  // `extend type T @auth` guards T as well, but stands in a node of its own.
  const nodes = [type.astNode, ...type.extensionASTNodes];
  const ofType = nodes.map((astNode) => readRequirement(directive, { astNode }));
  for (const field of Object.values<GraphQLField<unknown, Context>>(type.getFields())) {
    const requirements = [...ofType, readRequirement(directive, field)].filter(
      (found) => found !== undefined,
    );
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
    for (const requirement of requirements) await authorize(context, requirement);
    return resolve(source, args, context, info);
  };
}

/** What `@auth` on a type or field asks for; undefined where it does not stand. */
export function readRequirement(
  directive: GraphQLDirective,
  place: { readonly astNode?: { readonly directives?: readonly ConstDirectiveNode[] } | null | undefined },
): AuthRequirement | undefined {
  const values = place.astNode ? getDirectiveValues(directive, place.astNode) : undefined;
  if (values === undefined) return undefined;
  return { roles: (values['roles'] ?? []) as readonly string[], verified: values['verified'] === true };
}
