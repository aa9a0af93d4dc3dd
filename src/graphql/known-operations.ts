/**
 * Operations that Apollo's pipeline has taken before, and executes no differently a second time: parsed, within the limits, and
 * fitting the schema. Owns which those are, and how one is answered without the pipeline. What is in any way unusual is left to it.
 */
import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, Kind } from 'graphql';

import type { RequestContext } from './context.js';
import { executePlan } from './execute-plan.js';
import { type ExecutionPlan, planExecution } from './execution-plan.js';

interface KnownOperation {
  readonly document: DocumentNode;
  /** For the log. */
  readonly fields: string | undefined;
}

export interface KnownAnswer {
  readonly data: object | null;
  readonly errors: readonly GraphQLError[];
}

export interface KnownOperations {
  /** Of a document that the pipeline is about to execute. */
  readonly keep: (query: string, operation: KnownOperation) => void;
  /** @param body parsed JSON. */
  find(body: unknown): KnownOperation | undefined;
  /** @returns undefined where nothing was executed, since the variables do not fit: the pipeline says how. */
  execute(
    operation: KnownOperation,
    body: unknown,
    context: RequestContext,
  ): Promise<KnownAnswer | undefined>;
}

/** Characters of all texts together: some hundred operations. Parsed they take up to 300 times as many bytes. */
const CAPACITY = 150_000;

interface UsualBody {
  readonly query?: unknown;
  readonly variables?: unknown;
  readonly operationName?: unknown;
  readonly extensions?: unknown;
}

export function createKnownOperations(schema: GraphQLSchema): KnownOperations {
  // The oldest goes first, used or not: what is still in use is back after one more pass through the pipeline.
  const known = new Map<string, KnownOperation>();
  let size = 0;
  const plans = new WeakMap<DocumentNode, { readonly plan: ExecutionPlan | undefined }>();
  const planOf = (document: DocumentNode) => {
    let kept = plans.get(document);
    if (kept === undefined) plans.set(document, (kept = { plan: planExecution(schema, document) }));
    return kept.plan;
  };
  return {
    keep(query, operation) {
      const { definitions } = operation.document;
      const count = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
      if (count !== 1 || query.length > CAPACITY / 10 || known.has(query)) return;
      known.set(query, operation);
      size += query.length;
      for (const oldest of known.keys()) {
        if (size <= CAPACITY) break;
        known.delete(oldest);
        size -= oldest.length;
      }
    },
    find(body) {
      const { query, variables, extensions } = (body ?? {}) as UsualBody;
      if (typeof query !== 'string' || extensions !== undefined || !isUsual(variables)) return undefined;
      const operation = known.get(query);
      return operation !== undefined && isNamed(operation, body as UsualBody) ? operation : undefined;
    },
    async execute({ document }, body, contextValue) {
      const variableValues = ((body as UsualBody).variables ?? {}) as Readonly<Record<string, unknown>>;
      const plan = planOf(document);
      const result = await (plan === undefined
        ? execute({ schema, document, contextValue, variableValues })
        : executePlan(plan, contextValue, variableValues));
      return result.data === undefined ? undefined : { data: result.data, errors: result.errors ?? [] };
    },
  };
}

function isUsual(variables: unknown): boolean {
  return typeof variables === 'object' ? !Array.isArray(variables) : variables === undefined;
}

/** Without a name, or by the one that it has. */
function isNamed({ document }: KnownOperation, { operationName }: UsualBody): boolean {
  if (operationName === undefined || operationName === null) return true;
  return document.definitions.some(
    (node) => node.kind === Kind.OPERATION_DEFINITION && node.name?.value === operationName,
  );
}
