/**
 * Entities of a federation's subgraph: `_entities` looks one up by `__resolveReference` before any of its fields is
 * resolved, and so before any of them is refused.
 */
import type { GraphQLInterfaceType, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';

/** Throws what the caller shall see. */
export type CheckCaller<Context> = (context: Context, info: GraphQLResolveInfo) => Promise<void>;

/** `(reference, context, info)` of @apollo/subgraph, `(reference, {}, context, info)` of Mercurius. */
type ResolveReference<Context> = (...args: [...unknown[], Context, GraphQLResolveInfo]) => unknown;

interface ApolloExtensions<Context> {
  readonly apollo?: { readonly subgraph?: { readonly resolveReference?: ResolveReference<Context> } };
}

/** Changes the type in place. */
export function guardReferences<Context>(
  type: GraphQLObjectType | GraphQLInterfaceType,
  check: CheckCaller<Context>,
): void {
  const guarded =
    (resolve: ResolveReference<Context>): ResolveReference<Context> =>
    async (...args) => {
      const [context, info] = args.slice(-2) as [Context, GraphQLResolveInfo];
      await check(context, info);
      return resolve(...args);
    };
  const { apollo } = type.extensions as ApolloExtensions<Context>;
  const ofApollo = apollo?.subgraph?.resolveReference;
  if (ofApollo !== undefined) {
    const subgraph = { ...apollo?.subgraph, resolveReference: guarded(ofApollo) };
    type.extensions = { ...type.extensions, apollo: { ...apollo, subgraph } };
  }
  const own = type as { resolveReference?: ResolveReference<Context> };
  if (own.resolveReference !== undefined) own.resolveReference = guarded(own.resolveReference);
}
