/** Makes the caller's answer of the upstream's, as graphql-js would have made it with the refused fields in place. */
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

import { AppError } from '../../foundation/errors.js';
import { isExactNumber } from '../../foundation/exact-json.js';
import { isRecord } from '../../foundation/is-record.js';
import type { Variables } from '../../graphql/document-limits.js';
import type { FieldPlan, SelectionPlan } from './field-plans.js';
import type { AnswerLocally } from './local-fields.js';
import { MisfitAnswer } from './misfit-answer.js';
import type { AnswerError } from './plan.js';
import type { RefusedCall } from './rights.js';
import type { UpstreamAnswer } from './upstream-answer.js';

export interface Completing {
  readonly schema: GraphQLSchema;
  readonly root: GraphQLObjectType;
  readonly selections: SelectionPlan;
  /** See `Cutting`. */
  readonly marker: string;
  readonly answerLocally: AnswerLocally;
}

/** @param answer undefined where nothing was asked. @throws MisfitAnswer, AppError OPERATION_TOO_COMPLEX. */
export function completeAnswer(
  completing: Completing,
  answer: UpstreamAnswer | undefined,
  variables: Variables,
): UpstreamAnswer {
  const { data, errors: raised, ...others } = readAnswer(answer);
  const told = tellErrors(completing, variables, raised ?? []);
  if (data === undefined || data === null)
    return { ...(told.length > 0 && { errors: told }), ...(data === null && { data }), ...others };
  const run: Run = { ...completing, variables, errors: [], refused: 0 };
  const completed = completeObject(run, completing.root, completing.selections, data, undefined);
  if (completed instanceof Refused) run.errors.push(completed.error);
  const [oneMore] = run.errors.splice(MOST_TOLD);
  if (oneMore !== undefined) run.errors.push({ message: untold, extensions: oneMore.extensions });
  const errors = [...told, ...run.errors];
  return {
    ...(errors.length > 0 && { errors }),
    data: completed instanceof Refused ? null : completed,
    ...others,
  };
}

function readAnswer(answer: UpstreamAnswer = { data: {} }): UpstreamAnswer {
  const { data, errors } = answer;
  if (data !== undefined && data !== null && !isRecord(data)) throw new MisfitAnswer('data is no object.');
  if (errors !== undefined && !(Array.isArray(errors) && errors.every(isRecord)))
    throw new MisfitAnswer('errors is no list of objects.');
  return answer;
}

function tellErrors(completing: Completing, variables: Variables, raised: readonly object[]): object[] {
  if (raised.length === 0) return [];
  const places = createPlaces(completing, variables);
  return raised.map((error) => places(withoutLocations(error)));
}

/** Of `_entities` the upstream was asked fewer than the caller named: an error of the second that was asked may be of his fifth. */
function createPlaces({ root, selections }: Completing, variables: Variables): (error: object) => object {
  const kept = new Map<unknown, readonly number[]>();
  for (const { key, kind, representations } of selections.fieldsOf(root)) {
    if (kind !== 'entities') continue;
    const refusals = representations?.judge(variables) ?? [];
    kept.set(
      key,
      [...refusals.keys()].filter((index) => refusals[index] === undefined),
    );
  }
  return (error) => {
    const { path } = error as { readonly path?: unknown };
    if (!Array.isArray(path)) return error;
    const [key, index, ...others] = path as readonly unknown[];
    const place = typeof index === 'number' ? kept.get(key)?.[index] : undefined;
    return place === undefined ? error : { ...error, path: [key, place, ...others] };
  };
}

/** They are those of the document that the gateway has written. */
function withoutLocations(error: object): object {
  const { locations: _locations, ...others } = error as { readonly locations?: unknown };
  return others;
}

/**
 * Of refused places, so that a small answer does not become a huge one: so many are told of by an error each, and past so many nothing
 * is answered.
 */
const MOST_TOLD = 1_000;
const MOST_REFUSED = 50_000;
const untold = `More than ${MOST_TOLD} fields were refused; the others are null without an error of their own.`;

interface Run extends Completing {
  readonly variables: Variables;
  /** Those of the gateway. */
  readonly errors: AnswerError[];
  /** Places that were refused so far, those included that became part of a null above them. */
  refused: number;
}

interface Path {
  readonly before: Path | undefined;
  readonly key: string | number;
}

/** A null on its way up to the next place that takes one (GraphQL, section 6.4.4). */
class Refused {
  constructor(readonly error: AnswerError) {}
}

type Completed = Readonly<Record<string, unknown>> | Refused;

function completeObject(
  run: Run,
  type: GraphQLObjectType,
  selections: SelectionPlan,
  source: Readonly<Record<string, unknown>>,
  path: Path | undefined,
): Completed {
  const mark = run.errors.length;
  // A response key may be `__proto__`.
  const result = Object.create(null) as Record<string, unknown>;
  for (const field of selections.fieldsOf(type)) {
    const value = completeField(run, type, field, source, path);
    if (value === undefined) continue;
    const handed = handUp(run, value, field.nonNull, mark);
    if (handed instanceof Refused) return handed;
    result[field.key] = handed;
  }
  return result;
}

/** Null, with its error, where null may be; what was told of places below the one that becomes null is taken back. */
function handUp(run: Run, value: unknown, nonNull: boolean, mark: number): unknown {
  if (!(value instanceof Refused)) return value;
  if (nonNull) {
    run.errors.length = mark;
    return value;
  }
  // One too many says that there are more.
  if (run.errors.length <= MOST_TOLD) run.errors.push(value.error);
  return null;
}

function completeField(
  run: Run,
  type: GraphQLObjectType,
  field: FieldPlan,
  source: Readonly<Record<string, unknown>>,
  path: Path | undefined,
): unknown {
  const { key, kind } = field;
  const given = Object.hasOwn(source, key) ? source[key] : undefined;
  switch (kind) {
    case 'copied':
      return given;
    case 'typename':
      return given ?? type.name;
    case 'local':
      return run.answerLocally(field.nodes, run.variables);
    case 'refused':
      return refuseAt(run, field, field.refusal, { before: path, key });
    case 'entities':
      return completeEntities(run, field, given, { before: path, key });
    case 'completed':
      return completeValue(run, field.type, field.below, given, { before: path, key });
  }
}

/** @throws MisfitAnswer for null where there is none. What is missing was not always asked for. */
function isNone(value: unknown, nonNull: boolean, path: Path): value is null | undefined {
  if (value === null && nonNull) throw new MisfitAnswer(`${pathOf(path).join('.')} is null.`);
  return value === undefined || value === null;
}

function completeValue(
  run: Run,
  type: GraphQLOutputType | undefined,
  below: SelectionPlan,
  value: unknown,
  path: Path,
): unknown {
  if (isNone(value, isNonNullType(type), path)) return null;
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable))
    return completeList(run, nullable.ofType as GraphQLOutputType, below, value, path);
  if (!isRecord(value) || isExactNumber(value))
    throw new MisfitAnswer(`${pathOf(path).join('.')} is no object.`);
  return completeObject(run, typeOf(run, nullable, value, path), below, value, path);
}

function completeList(
  run: Run,
  type: GraphQLOutputType,
  below: SelectionPlan,
  value: unknown,
  path: Path,
): unknown {
  return collectItems(run, type, listAt(value, path), (item, index) =>
    completeValue(run, type, below, item, { before: path, key: index }),
  );
}

/** The upstream was not given those that are refused: they take their places again. */
function completeEntities(run: Run, field: FieldPlan, value: unknown, path: Path): unknown {
  if (isNone(value, field.nonNull, path)) return null;
  const found = listAt(value, path).values();
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  const itemType = isListType(type) ? (type.ofType as GraphQLOutputType) : type;
  const refusals = field.representations?.judge(run.variables) ?? [];
  const items = collectItems(run, itemType, refusals, (refusal, index) => {
    const place = { before: path, key: index };
    if (refusal !== undefined) return refuseAt(run, field, refusal, place);
    const next = found.next();
    if (next.done === true) throw new MisfitAnswer(`${pathOf(path).join('.')} is too short.`);
    return completeValue(run, itemType, field.below, next.value, place);
  });
  if (found.next().done !== true && !(items instanceof Refused))
    throw new MisfitAnswer(`${pathOf(path).join('.')} is too long.`);
  return items;
}

function collectItems<Item>(
  run: Run,
  type: GraphQLOutputType | undefined,
  from: readonly Item[],
  complete: (item: Item, index: number) => unknown,
): unknown {
  const mark = run.errors.length;
  const nonNull = isNonNullType(type);
  const items: unknown[] = [];
  for (const [index, item] of from.entries()) {
    const handed = handUp(run, complete(item, index), nonNull, mark);
    if (handed instanceof Refused) return handed;
    items.push(handed);
  }
  return items;
}

function listAt(value: unknown, path: Path): readonly unknown[] {
  if (!Array.isArray(value)) throw new MisfitAnswer(`${pathOf(path).join('.')} is no list.`);
  return value;
}

function typeOf(
  run: Run,
  type: GraphQLOutputType | undefined,
  value: Readonly<Record<string, unknown>>,
  path: Path,
): GraphQLObjectType {
  const named = getNamedType(type);
  if (isObjectType(named)) return named;
  const name = value[run.marker];
  const found = typeof name === 'string' ? run.schema.getType(name) : undefined;
  if (isObjectType(found) && isAbstractType(named) && run.schema.isSubType(named, found)) return found;
  throw new MisfitAnswer(`${pathOf(path).join('.')} is of a type that it cannot be of.`);
}

function refuseAt(run: Run, { locations }: FieldPlan, refusal: RefusedCall | undefined, path: Path): Refused {
  if (refusal === undefined) throw new TypeError('What is refused has a reason.');
  if (++run.refused > MOST_REFUSED) throw new AppError('OPERATION_TOO_COMPLEX');
  const { message, extensions } = refusal;
  return new Refused({ message, locations, path: pathOf(path), extensions });
}

function pathOf(path: Path | undefined): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.before) keys.push(at.key);
  return keys.reverse();
}
