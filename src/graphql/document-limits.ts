/**
 * How much a document may ask for, judged before it is validated, since validation itself is dear for some (ASVS 4.3.1).
 * Knows no schema: what it says of a document tells nobody what there is. Fragments count as often as they are spread,
 * and each is looked at once.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

import { createBoundedCache } from '../foundation/bounded-cache.js';
import { AppError } from '../foundation/errors.js';
import { literalDepth } from './literal-depth.js';

/** Ten times what a frontend of this service needs, and twice what tools send, which put all they know into one document. */
const documentLimits = {
  tokens: 4_000,
  operations: 100,
  fragments: 100,
  rootFields: 20,
  aliases: 30,
  /** Characters: each object of a list has them in the answer, and each error below it in its path. */
  aliasLength: 200,
  /** As spread: introspection with its switches has eleven. */
  directives: 30,
  directivesOfOne: 9,
  /** As often as one name stands in one selection. */
  sameField: 5,
  depth: 12,
  /** Tools ask for the schema more deeply than anybody asks for data. */
  introspectionDepth: 20,
  /** As spread, lists not multiplied. */
  fields: 1_000,
  /** Lists multiplied by their page size. */
  cost: 10_000,
  variables: 100,
  literalDepth: 10,
} as const;

/** The largest page, where a variable says the size, and the usual one where nobody does. */
const MOST_ITEMS = 100;
const USUAL_ITEMS = 20;

/** Characters of the documents whose verdict is kept. By their number alone, two thousand long ones would take 200 MB. */
const CAPACITY = 500_000;

type LimitName = keyof typeof documentLimits;

/** By the names of the limits; all are counts, but for a length in characters. */
export type DocumentLimits = Readonly<Record<LimitName, number>>;

const limitNames = Object.keys(documentLimits) as LimitName[];

/** What there may be at most so many of, in words. */
const counted: Readonly<Record<LimitName, string>> = {
  tokens: 'tokens',
  operations: 'operations',
  fragments: 'fragments',
  rootFields: 'fields at the root',
  aliases: 'aliases',
  aliasLength: 'characters of an alias',
  directives: 'directives',
  directivesOfOne: 'directives in one place',
  sameField: 'selections of one name in one place',
  depth: 'levels of fields',
  introspectionDepth: 'levels of introspection',
  fields: 'fields',
  cost: 'fields, those of lists counted for each entry',
  variables: 'variables',
  literalDepth: 'levels of lists and objects in a value',
};

/** As they were sent, and fit for nothing yet. */
export type Variables = Readonly<Record<string, unknown>>;

/** @throws AppError OPERATION_TOO_COMPLEX, with the first limit that it is past; nothing for a document that cannot be parsed, which others say. */
export type LimitDocument = (query: string, variables: Variables) => void;

/** What asks for ever more, or is nested past the stack, has no number. */
const withoutLimit = {
  circle: 'A fragment of the GraphQL document contains itself.',
  nesting: 'The GraphQL document is nested too deeply.',
} as const;
type Excess = LimitName | keyof typeof withoutLimit;

/** What is past a limit whatever the variables are, or within all of them; or the document, whose page sizes they decide. */
type Known = { readonly past: Excess | undefined } | { readonly document: DocumentNode };

/**
 * The verdict is kept by the text, so that a document that comes again costs a look into a map.
 * @param others where documents are for another schema than the gateway's own.
 */
export function createLimitDocument(others: Partial<DocumentLimits> = {}): LimitDocument {
  const limits: DocumentLimits = { ...documentLimits, ...others };
  const known = createBoundedCache<Known>(CAPACITY);
  const tooComplex = (name: Excess) => {
    if (name === 'circle' || name === 'nesting')
      return new AppError('OPERATION_TOO_COMPLEX', { message: withoutLimit[name] });
    const most = limits[name];
    const message = `The GraphQL document asks for too much at once: at most ${most} ${counted[name]}.`;
    return new AppError('OPERATION_TOO_COMPLEX', { message, details: { limit: { name, most } } });
  };
  return (query, variables) => {
    if (Object.keys(variables).length > limits.variables) throw tooComplex('variables');
    let entry = known.get(query);
    if (entry === undefined) {
      entry = judgeText(query, limits);
      known.set(query, entry);
    }
    const past = 'document' in entry ? limitPassed(entry.document, variables, limits) : entry.past;
    if (past !== undefined) throw tooComplex(past);
  };
}

function judgeText(query: string, limits: DocumentLimits): Known {
  try {
    const document = parse(query, { maxTokens: limits.tokens, noLocation: true });
    if (limitPassed(document, undefined, limits) === undefined) return { past: undefined };
    // The largest pages do not fit; those that are asked for may.
    const past = limitPassed(document, {}, limits);
    return past === undefined ? { document } : { past };
  } catch (error) {
    if (error instanceof RangeError) return { past: 'nesting' };
    return { past: String(error).includes('Parsing aborted') ? 'tokens' : undefined };
  }
}

/** The first limit that it is past. @param variables undefined: whatever they are. */
function limitPassed(
  document: DocumentNode,
  variables: Variables | undefined,
  limits: DocumentLimits,
): Excess | undefined {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions)
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  const measure = createMeasure(fragments, variables);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  // Fragments that nobody spreads are validated all the same.
  const sizes = [
    ...operations.map((node) => add(measure(node.selectionSet), directivesOf(node))),
    // Alone, a fragment may be one of data or of the schema, and its fields are those of no root.
    ...[...fragments.values()].map(({ selectionSet }) => {
      const size = measure(selectionSet);
      return { ...size, rootFields: 0, depth: 0, introspectionDepth: size.depth };
    }),
  ];
  const whole: Partial<DocumentLimits> = {
    operations: operations.length,
    fragments: fragments.size,
    variables: mostOf(operations.map(({ variableDefinitions = [] }) => variableDefinitions.length)),
    literalDepth: literalDepth(document),
  };
  const all: readonly Partial<DocumentLimits>[] = [whole, ...sizes];
  for (const size of all) {
    const name = limitNames.find((each) => (size[each] ?? 0) > limits[each]);
    if (name !== undefined) return size[name] === Infinity ? 'circle' : name;
  }
  return undefined;
}

/** What a selection comes to; everything saturates, so that numbers stay numbers. */
interface Size {
  readonly rootFields: number;
  readonly fields: number;
  readonly aliases: number;
  readonly aliasLength: number;
  readonly directives: number;
  readonly directivesOfOne: number;
  readonly cost: number;
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly sameField: number;
}

const nothing: Size = {
  rootFields: 0,
  fields: 0,
  aliases: 0,
  aliasLength: 0,
  directives: 0,
  directivesOfOne: 0,
  cost: 0,
  depth: 0,
  introspectionDepth: 0,
  sameField: 0,
};
const names = Object.keys(nothing) as (keyof Size)[];
const deepest = new Set<keyof Size>([
  'depth',
  'introspectionDepth',
  'sameField',
  'directivesOfOne',
  'aliasLength',
]);
const MOST = 1e9;
/** What contains itself stays endless. */
const saturate = (count: number) => (count === Infinity ? count : Math.min(MOST, count));

function add(one: Size, other: Partial<Size>): Size {
  const sums = names.map((name) => {
    const value = other[name] ?? 0;
    return [name, deepest.has(name) ? Math.max(one[name], value) : saturate(one[name] + value)] as const;
  });
  return { ...one, ...Object.fromEntries(sums) };
}

/** Of any number of them: as arguments of a function a hundred thousand do not fit on the stack. */
const mostOf = (counts: readonly number[]) => counts.reduce((most, count) => Math.max(most, count), 0);

type Measure = (selectionSet: SelectionSetNode) => Size;
const endless: Size = { ...nothing, fields: Infinity };

function createMeasure(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables | undefined,
): Measure {
  // `undefined` stands for one that is being looked at: a cycle.
  const known = new Map<string, Size | undefined>();
  const measureFragment = (name: string): Size => {
    if (known.has(name)) return known.get(name) ?? endless;
    known.set(name, undefined);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? nothing : measure(fragment.selectionSet);
    known.set(name, size);
    return size;
  };
  const measure: Measure = ({ selections }) => {
    const times = new Map<string, number>();
    let size = nothing;
    for (const node of selections) {
      size = add(size, directivesOf(node));
      const name = node.kind === Kind.INLINE_FRAGMENT ? undefined : keyOf(node);
      if (name !== undefined) times.set(name, (times.get(name) ?? 0) + 1);
      if (node.kind === Kind.FIELD) size = add(size, fieldSize(node, measure, variables));
      else if (node.kind === Kind.INLINE_FRAGMENT) size = add(size, measure(node.selectionSet));
      else size = add(size, measureFragment(node.name.value));
    }
    return add(size, { sameField: mostOf([...times.values()]) });
  };
  return measure;
}

const keyOf = (node: { kind: Kind; name: { value: string }; alias?: { value: string } | undefined }) =>
  `${node.kind} ${node.alias?.value ?? node.name.value}`;

function directivesOf({ directives = [] }: { readonly directives?: readonly unknown[] | undefined }) {
  return { directives: directives.length, directivesOfOne: directives.length };
}

function fieldSize(node: FieldNode, measure: Measure, variables: Variables | undefined): Size {
  const inner = node.selectionSet === undefined ? nothing : measure(node.selectionSet);
  const isIntrospection = node.name.value === '__schema' || node.name.value === '__type';
  const depth = inner.depth + 1;
  const introspectionDepth = Math.max(inner.introspectionDepth, isIntrospection ? depth : 0);
  return {
    ...inner,
    rootFields: 1,
    fields: saturate(inner.fields + 1),
    aliases: inner.aliases + (node.alias === undefined ? 0 : 1),
    aliasLength: Math.max(inner.aliasLength, node.alias?.value.length ?? 0),
    cost: Math.min(MOST, 1 + inner.cost * itemsOf(node, variables)),
    depth: isIntrospection ? 1 : depth,
    introspectionDepth,
  };
}

/** How often what is below a field is asked for: `first` of a connection (Relay), which has `edges`. */
function itemsOf(
  { arguments: given = [], selectionSet }: FieldNode,
  variables: Variables | undefined,
): number {
  const size = given.find(({ name }) => name.value === 'first' || name.value === 'last')?.value;
  if (size !== undefined) return sizeOf(size, variables);
  const isConnection = selectionSet?.selections.some(
    (node) => node.kind === Kind.FIELD && ['edges', 'nodes'].includes(node.name.value),
  );
  return isConnection === true ? USUAL_ITEMS : 1;
}

/** A size that is none, or past the largest page, is refused by whoever makes the page. */
function sizeOf(value: ValueNode, variables: Variables | undefined): number {
  if (value.kind === Kind.INT) return clamp(Number(value.value));
  if (value.kind !== Kind.VARIABLE || variables === undefined) return MOST_ITEMS;
  const given = variables[value.name.value] ?? USUAL_ITEMS;
  return typeof given === 'number' ? clamp(given) : USUAL_ITEMS;
}

function clamp(items: number): number {
  return Math.min(MOST_ITEMS, Math.max(1, items));
}
