/**
 * `_entities` of a federation's subgraph, whoever resolves it: a library, of which some keep their look-ups where no guard finds them,
 * or a resolver of one's own.
 */
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';

import type { CheckCaller } from './reference-guard.js';

interface EntityArguments {
  readonly representations?: unknown;
}

/**
 * References to a type that the caller may not read are not handed on; each comes back as an error in its place. Changes the schema
 * in place.
 * @param checks of the types that are guarded, by their names.
 */
export function guardEntities<Context>(
  schema: GraphQLSchema,
  checks: ReadonlyMap<string, CheckCaller<Context>>,
  fieldResolver: GraphQLFieldResolver<unknown, Context> = defaultFieldResolver,
): void {
  const field = schema.getQueryType()?.getFields()['_entities'];
  const isSubgraph = field?.args.some(({ name }) => name === 'representations') === true;
  if (!isSubgraph || checks.size === 0) return;
  const resolve = field.resolve ?? fieldResolver;
  field.resolve = async (source, args: EntityArguments, context: Context, info) => {
    const { representations } = args;
    if (!Array.isArray(representations)) return resolve(source, args, context, info);
    const judge = (reference: unknown) => judgeReference(checks, reference, context, info);
    const refusals = await Promise.all(representations.map(judge));
    const kept = representations.filter((_, index) => refusals[index] === undefined);
    const found: unknown = await resolve(source, { ...args, representations: kept }, context, info);
    return Array.isArray(found) ? putBack(refusals, found) : found;
  };
}

async function judgeReference<Context>(
  checks: ReadonlyMap<string, CheckCaller<Context>>,
  reference: unknown,
  context: Context,
  info: GraphQLResolveInfo,
): Promise<Error | undefined> {
  const { __typename: name } = (reference ?? {}) as { readonly __typename?: unknown };
  try {
    await checks.get(String(name))?.(context, info);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** An error in a list is that of its item to every executor. */
function putBack(refusals: readonly (Error | undefined)[], found: readonly unknown[]): readonly unknown[] {
  const rest = found.values();
  return refusals.map((refusal) => refusal ?? rest.next().value);
}
