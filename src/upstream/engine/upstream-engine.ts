/**
 * What one upstream's schema lets a caller do. Owns reading operations, judging and cutting them, and completing answers. Must not
 * know HTTP, settings, or who calls beyond `UpstreamCaller`.
 */
import QuickLRU from 'quick-lru';

import { createBoundedCache } from '../../foundation/bounded-cache.js';
import { createLimitDocument, type DocumentLimits, type Variables } from '../../graphql/document-limits.js';
import { createJudge } from './judge.js';
import type { PreparedOperation } from './plan.js';
import { prepareDocument, type PreparedDocument } from './prepare-document.js';
import { DocumentRefusal, fitsSchema, toAnswerErrors } from './read-operation.js';
import { judgeCaller, type Rights } from './rights.js';
import type { UpstreamCaller } from './upstream-caller.js';
import type { UpstreamSchema } from './upstream-schema.js';
import { buildVisibleSchema, type VisibleSchema } from './visible-schema.js';

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
  /** Where they differ from those of the gateway's own documents. */
  readonly limits?: Partial<DocumentLimits>;
}

interface UpstreamRequest {
  readonly query: string;
  readonly operationName: string | undefined;
  readonly variables: Variables;
}

export interface UpstreamEngine {
  /** Who calls, judged by every requirement of the schema: cheap, and good for as long as the caller stays the same. */
  rightsOf(caller: UpstreamCaller): Rights;
  /** Looks up what it has prepared before. Never throws for what a caller sends. @param rights of `rightsOf` of this engine. */
  prepare(request: UpstreamRequest, rights: Rights): PreparedOperation;
  /** Whether a document, whose size somebody has looked at, fits what the caller may know. */
  fits(query: string, rights: Rights): boolean;
}

/** Characters of the documents that are remembered, with the rights that they were prepared for and what was made of them. */
const CAPACITY = 300_000;
/** Of different rights: each has a schema of its own. */
const MOST_VIEWS = 32;
/** Of different roles and permissions, whoever they are. */
const MOST_CALLERS = 1_000;

const noName = { message: 'operationName is no name.', extensions: { code: 'BAD_REQUEST' } };

/** One for each reading of a schema: whatever it remembers goes with it. */
export function createUpstreamEngine(
  upstream: UpstreamSchema,
  options: UpstreamEngineOptions,
): UpstreamEngine {
  const limitDocument = createLimitDocument(options.limits);
  const documents = createBoundedCache<PreparedDocument>(CAPACITY, (key, { size }) => key.length + size);
  const views = new QuickLRU<string, VisibleSchema>({ maxSize: MOST_VIEWS });
  const callers = new QuickLRU<string, Rights>({ maxSize: MOST_CALLERS });
  const viewOf = (rights: Rights): VisibleSchema => {
    let view = views.get(rights.key);
    if (view === undefined) views.set(rights.key, (view = buildVisibleSchema(upstream, rights)));
    return view;
  };
  const find = (key: string, { query, operationName }: UpstreamRequest, rights: Rights): PreparedDocument => {
    if (operationName !== undefined && !/^[_a-z]\w*$/i.test(operationName))
      throw new DocumentRefusal([noName]);
    const known = documents.get(key);
    if (known !== undefined) return known;
    const visible = () => viewOf(rights);
    const judge = createJudge(upstream.index, rights);
    const prepared = prepareDocument({ upstream, options, judge, visible }, query, operationName);
    documents.set(key, prepared);
    return prepared;
  };
  return {
    rightsOf(caller) {
      const key = JSON.stringify(caller);
      let rights = callers.get(key);
      if (rights === undefined) callers.set(key, (rights = judgeCaller(upstream.index, caller)));
      return rights;
    },
    fits: (query, rights) => fitsSchema(viewOf(rights).schema, query),
    prepare(request, rights) {
      try {
        limitDocument(request.query, request.variables);
        const key = `${rights.key} ${request.operationName ?? ''} ${request.query}`;
        const document = find(key, request, rights);
        const { size } = document;
        const prepared = document.prepare(request.variables);
        if (document.size !== size) documents.set(key, document);
        return prepared;
      } catch (error) {
        const errors = toAnswerErrors(error);
        if (errors === undefined) throw error;
        return { kind: 'refused', errors };
      }
    },
  };
}
