/** A document that was read and judged for one caller's rights, once; what its variables say is looked at each time. */
import { type FieldNode, getLocation } from 'graphql';

import { AppError } from '../../foundation/errors.js';
import { conditionVariables, type ConditionValues } from '../../graphql/conditions.js';
import type { Variables } from '../../graphql/document-limits.js';
import { createCoerceVariables } from './coerce-variables.js';
import { asksTooMuch } from './introspection-size.js';
import { concealEntities, type Judge } from './judge.js';
import { createAnswerLocally } from './local-fields.js';
import { type PlannedCut, planOperation } from './plan-operation.js';
import type { AnswerError, PreparedOperation } from './plan.js';
import { DocumentRefusal, readOperation } from './read-operation.js';
import type { RefusedCall } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';
import type { VisibleSchema } from './visible-schema.js';

export interface PreparedDocument {
  /** @throws DocumentRefusal for variables that do not fit, AppError OPERATION_TOO_COMPLEX. */
  prepare(variables: Variables): PreparedOperation;
  /** Characters of what was made of it so far, which may be many times what was sent. */
  readonly size: number;
}

export interface PreparingOptions {
  readonly upstream: UpstreamSchema;
  readonly options: {
    readonly onDenied: 'prune' | 'refuse';
    readonly introspection: boolean;
    readonly conceal: boolean;
  };
  readonly judge: Judge;
  readonly visible: () => VisibleSchema;
}

/** Of one document: each makes a plan, and a caller may try them all. */
const MOST_COMBINATIONS = 16;
/** Characters of them, so that a document with many stays one that is remembered. */
const MOST_CHARACTERS = 12_000;

/** Remembered, since to find that out took its time. */
const tooComplex: PreparedDocument = {
  prepare() {
    throw new AppError('OPERATION_TOO_COMPLEX');
  },
  size: 0,
};

/** @throws DocumentRefusal, AppError OPERATION_TOO_COMPLEX */
export function prepareDocument(
  { upstream, options, judge, visible }: PreparingOptions,
  query: string,
  operationName: string | undefined,
): PreparedDocument {
  const told = () => visible().schema;
  const schema = options.conceal ? told() : upstream.schema;
  const read = readOperation({ schema, told, introspection: options.introspection }, query, operationName);
  if (asksTooMuch(told, read.operation.selectionSet, read.fragments)) return tooComplex;
  const answerLocally = createAnswerLocally(visible, read.operation, read.fragments);
  const judging = options.conceal ? concealEntities(judge, upstream.schema, schema) : judge;
  const planning = { upstream, judge: judging, answerLocally };
  const coerce = createCoerceVariables(schema, read.operation.variableDefinitions);
  const whole = planOperation(planning, read, undefined);
  const settle = (cut: PlannedCut) => settleOperation(cut, options.onDenied);
  if (whole !== undefined) {
    const settled = settle(whole);
    return { prepare: (variables) => (coerce(variables), settled), size: sizeOf(settled) };
  }
  const names = conditionVariables(read.document);
  const known = new Map<string, PreparedOperation>();
  let size = 0;
  return {
    get size() {
      return size;
    },
    prepare(variables) {
      const conditions = pickConditions(names, coerce(variables));
      const key = names.map((name) => Number(conditions[name])).join('');
      const found = known.get(key);
      if (found !== undefined) return found;
      const prepared = settle(planOperation(planning, read, conditions));
      if (known.size >= MOST_COMBINATIONS || size > MOST_CHARACTERS) {
        known.clear();
        size = 0;
      }
      known.set(key, prepared);
      size += sizeOf(prepared);
      return prepared;
    },
  };
}

function sizeOf(prepared: PreparedOperation): number {
  const { forward } = prepared.kind === 'planned' ? prepared.plan : {};
  return (forward?.query.length ?? 0) + (forward?.inParts?.query.length ?? 0);
}

function settleOperation({ plan, refused }: PlannedCut, onDenied: 'prune' | 'refuse'): PreparedOperation {
  if (onDenied === 'refuse' && refused.size > 0)
    return { kind: 'refused', errors: [...refused].map(([node, refusal]) => locate(node, refusal)) };
  if (plan.operation !== 'subscription' || plan.forward !== undefined) return { kind: 'planned', plan };
  // It never begins, and so has no data (GraphQL, section 6.2.3.1).
  const { errors = [] } = plan.complete(undefined, {});
  return { kind: 'refused', errors: errors as readonly AnswerError[] };
}

/** Without a path, since nothing was executed. */
function locate({ loc }: FieldNode, { message, extensions }: RefusedCall): AnswerError {
  return { message, ...(loc && { locations: [getLocation(loc.source, loc.start)] }), extensions };
}

/** @throws DocumentRefusal for null, which a variable with a default value may be given. */
function pickConditions(names: readonly string[], coerced: Variables): ConditionValues {
  const missing = names.filter((name) => coerced[name] === null);
  if (missing.length > 0) {
    const message = `The variable $${missing.join(', $')} decides what runs, and cannot be null.`;
    throw new DocumentRefusal([{ message, extensions: { code: 'BAD_USER_INPUT' } }]);
  }
  return Object.fromEntries(names.map((name) => [name, coerced[name] === true]));
}
