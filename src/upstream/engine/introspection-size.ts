/**
 * How much is asked of a schema, counted without writing it: a list of types, each with its fields, each with their types and these with
 * their fields again, is many megabytes that are asked for in two lines.
 */
import {
  type FieldNode,
  type FragmentDefinitionNode,
  getIntrospectionQuery,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isWrappingType,
  Kind,
  parse,
  type SelectionSetNode,
} from 'graphql';

import { isIntrospection } from './local-fields.js';

/** Of what the query of graphql-js for a whole schema comes to, which clients and tools send. */
const MOST_TIMES_WHOLE = 3;
/** Of a subgraph's SDL as a whole, and of what else `_service` has. */
const MOST_SERVICES = 3;
/** Values. Of a small schema anything can be asked that people write. */
const MOST_IN_ANY_CASE = 20_000;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const whole = parse(getIntrospectionQuery());
const wholeSizes = new WeakMap<GraphQLSchema, number>();

/** @param told the schema as it is answered. @param set of the operation. @returns whether more of the schema is asked than anybody needs. */
export function asksTooMuch(told: () => GraphQLSchema, set: SelectionSetNode, fragments: Fragments): boolean {
  const { below } = readSet(set, fragments);
  const selections = below.filter(({ name }) => isIntrospection(name.value));
  const others = below.filter(({ name }) => !isIntrospection(name.value));
  const asked = others.filter(isNamedService).flatMap((node) => fieldsIn(node.selectionSet, fragments));
  if (asked.length > MOST_SERVICES || tellsBelow(others, fragments)) return true;
  if (selections.length === 0) return false;
  const schema = told();
  const most = Math.max(MOST_IN_ANY_CASE, MOST_TIMES_WHOLE * wholeSizeOf(schema));
  return createCount(schema, fragments, most)(schema, { kind: Kind.SELECTION_SET, selections }) > most;
}

/**
 * Where a field has the type of queries, as Relay and PostGraphile have one, the schema can be asked for below it: once for each object of
 * lists of which nobody knows beforehand how long they are.
 */
function tellsBelow(fields: readonly HasSet[], fragments: Fragments): boolean {
  const seen = new Set<SelectionSetNode>();
  const looksIn = ({ selectionSet }: HasSet): boolean => {
    if (seen.has(selectionSet)) return false;
    seen.add(selectionSet);
    const { below } = readSet(selectionSet, fragments);
    return below.some((node) => isIntrospection(node.name.value) || isNamedService(node) || looksIn(node));
  };
  return fields.some(looksIn);
}

/** As the field of a subgraph is, which has all of its SDL. */
function isNamedService({ name }: FieldNode): boolean {
  return name.value === '_service';
}

function wholeSizeOf(schema: GraphQLSchema): number {
  const known = wholeSizes.get(schema);
  if (known !== undefined) return known;
  const fragments = whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const byName = new Map(fragments.map((node) => [node.name.value, node]));
  const count = createCount(schema, byName, Number.POSITIVE_INFINITY);
  const operations = whole.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const size = operations.reduce((sum, { selectionSet }) => sum + count(schema, selectionSet), 0);
  wholeSizes.set(schema, size);
  return size;
}

type Count = (thing: object, set: SelectionSetNode) => number;

/**
 * Each selection of each thing is counted once, however often it is met.
 * @param most past which it no longer matters how many: what is counted is a value at least, so that no more are counted than that.
 */
function createCount(schema: GraphQLSchema, fragments: Fragments, most: number): Count {
  const sets = new Map<SelectionSetNode, ReadSet>();
  const known = new Map<SelectionSetNode, Map<object, number>>();
  let counted = 0;
  const count: Count = (thing, set) => {
    const ofSet = known.get(set) ?? new Map<object, number>();
    known.set(set, ofSet);
    const found = ofSet.get(thing);
    if (found !== undefined) return found;
    const read = sets.get(set) ?? readSet(set, fragments);
    sets.set(set, read);
    let size = 1 + read.leaves + read.descriptions * weightOf(thing);
    for (const node of read.below) {
      if (++counted > most) return Number.POSITIVE_INFINITY;
      size += countField(thing, node);
    }
    ofSet.set(thing, size);
    return size;
  };
  const countField = (thing: object, node: FieldNode & HasSet) => {
    const sizes = thingsBelow(schema, thing, node).map((each) => count(each, node.selectionSet));
    // One of them, which a variable says.
    if (node.name.value === '__type') return Math.max(0, ...sizes);
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  return count;
}

interface HasSet {
  readonly selectionSet: SelectionSetNode;
}

/** In the place of one value each. */
const WEIGHED_CHARACTERS = 32;

/** Of its description, which may be pages. */
function weightOf(thing: object): number {
  const { description } = thing as { readonly description?: unknown };
  return typeof description === 'string' ? Math.ceil(description.length / WEIGHED_CHARACTERS) : 0;
}

interface ReadSet {
  readonly leaves: number;
  readonly descriptions: number;
  readonly below: readonly (FieldNode & HasSet)[];
}

/** Whether or not conditions let them run. */
function readSet(set: SelectionSetNode, fragments: Fragments): ReadSet {
  const fields = fieldsIn(set, fragments);
  const below = fields.filter((node): node is FieldNode & HasSet => node.selectionSet !== undefined);
  const descriptions = fields.filter(({ name }) => name.value === 'description').length;
  return { leaves: fields.length - below.length, descriptions, below };
}

function fieldsIn({ selections }: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node];
    const set = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
    return set === undefined ? [] : fieldsIn(set.selectionSet, fragments);
  });
}

type Below = (thing: unknown, schema: GraphQLSchema) => readonly unknown[];

const allTypes: Below = (_thing, schema) => Object.values(schema.getTypeMap());

/** What the fields of `__Schema`, `__Type` and so on have below them. */
const below: Readonly<Record<string, Below>> = {
  __schema: (_thing, schema) => [schema],
  __type: allTypes,
  types: allTypes,
  queryType: (_thing, schema) => [schema.getQueryType()],
  mutationType: (_thing, schema) => [schema.getMutationType()],
  subscriptionType: (_thing, schema) => [schema.getSubscriptionType()],
  directives: (_thing, schema) => schema.getDirectives(),
  fields: (type) => (isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : []),
  inputFields: (type) => (isInputObjectType(type) ? Object.values(type.getFields()) : []),
  interfaces: (type) => (isObjectType(type) || isInterfaceType(type) ? type.getInterfaces() : []),
  possibleTypes: (type, schema) => (isAbstractType(type) ? schema.getPossibleTypes(type) : []),
  enumValues: (type) => (isEnumType(type) ? type.getValues() : []),
  ofType: (type) => (isWrappingType(type) ? [type.ofType] : []),
  args: (thing) => (thing as { readonly args?: readonly unknown[] }).args ?? [],
  type: (thing) => [(thing as { readonly type?: unknown }).type],
};

function thingsBelow(schema: GraphQLSchema, thing: object, node: FieldNode): readonly object[] {
  const name = node.name.value;
  const [argument] = node.arguments ?? [];
  if (name === '__type' && argument?.value.kind === Kind.STRING)
    return [schema.getType(argument.value.value)].filter((type) => type !== undefined);
  const things = Object.hasOwn(below, name) ? (below[name]?.(thing, schema) ?? []) : [];
  return things.filter((each) => typeof each === 'object' && each !== null);
}
