/**
 * What one upstream's schema lets a caller do. Owns reading operations, judging and cutting them, and completing answers. Must not
 * know HTTP, settings, or who calls beyond `UpstreamCaller`.
 */
import type { Variables } from '../../graphql/document-limits.js';
import type { PreparedOperation } from './plan.js';
import type { UpstreamCaller } from './upstream-caller.js';
import type { UpstreamSchema } from './upstream-schema.js';

export interface UpstreamEngineOptions {
  /** What becomes of an operation with a field that the caller may not read: the field is cut out, or all of it is refused. */
  readonly onDenied: 'prune' | 'refuse';
  /** Whether `__schema`, `__type` and `_service` are answered, and errors tell names of what the caller may see. */
  readonly introspection: boolean;
  /**
   * Where a field asks for a role or permission that the caller has not, naming it is answered as naming one that does not
   * exist; else as @portcullis/guard does, by FORBIDDEN or UNAUTHENTICATED. Introspection and suggestions never tell it.
   */
  readonly conceal: boolean;
}

export interface UpstreamRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
}

/** What a caller may do here; two callers that may do the same have the same `key`. */
export interface Rights {
  readonly key: string;
}

export interface UpstreamEngine {
  rightsOf(caller: UpstreamCaller): Rights;
  /** Looks up what it has prepared before. Never throws for what a caller sends. */
  prepare(request: UpstreamRequest, rights: Rights): PreparedOperation;
}

/** One for each reading of a schema: whatever it remembers goes with it. */
export declare function createUpstreamEngine(
  schema: UpstreamSchema,
  options: UpstreamEngineOptions,
): UpstreamEngine;
