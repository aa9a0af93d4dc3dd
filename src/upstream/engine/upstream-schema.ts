import type { DocumentNode, GraphQLSchema } from 'graphql';

import type { RequirementIndex } from './requirement-index.js';

/** The schema of an upstream, and what its `@auth` ask for. Of one reading of its SDL: another reading is another one. */
export interface UpstreamSchema {
  /** Of the upstream. */
  readonly name: string;
  readonly schema: GraphQLSchema;
  /** As it came. */
  readonly written: DocumentNode;
  /** With what a federation's library adds by itself; without the definition of `@auth` where none was written. */
  readonly document: DocumentNode;
  readonly index: RequirementIndex;
}
