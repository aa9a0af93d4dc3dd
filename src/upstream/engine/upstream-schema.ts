import type { DocumentNode, GraphQLSchema } from 'graphql';

/** The schema of an upstream, and what its `@auth` ask for. Of one reading of its SDL: another reading is another one. */
export interface UpstreamSchema {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** The SDL with all that was added to it; whatever the gateway alone needs is not in it. */
  readonly document: DocumentNode;
}

export interface UpstreamSource {
  /** Of the upstream, for messages. */
  readonly name: string;
  readonly sdl: string;
  /** Those that there are; `@auth` may name no other. */
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/**
 * Reads an SDL by the rules of @portcullis/guard. The definition of `@auth` and those of a federation's subgraph (`@key`,
 * `_entities`, `_service`) may be left out.
 * @throws UpstreamSchemaError
 */
export declare function readUpstreamSchema(source: UpstreamSource): UpstreamSchema;
