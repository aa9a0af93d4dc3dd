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
/** Values. Of a small schema anything can be asked that people write. */
const MOST_IN_ANY_CASE = 20_000;

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

const whole = parse(getIntrospectionQuery());
const wholeSizes = new WeakMap<GraphQLSchema, number>();

/** @param told the schema as it is answered. @param set of the operation. @returns whether more of the schema is asked than anybody needs. */
export function asksTooMuch(told: () => GraphQLSchema, set: SelectionSetNode, fragments: Fragments): boolean {
  const selections = fieldsIn(set, fragments).filter(({ name }) => isIntrospection(name.value));
  if (selections.length === 0) return false;
  const schema = told();
  const size = createCount(schema, fragments)(schema, { kind: Kind.SELECTION_SET, selections });
  return size > Math.max(MOST_IN_ANY_CASE, MOST_TIMES_WHOLE * wholeSizeOf(schema));
}

function wholeSizeOf(schema: GraphQLSchema): number {
  const known = wholeSizes.get(schema);
  if (known !== undefined) return known;
  const fragments = whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const count = createCount(schema, new Map(fragments.map((node) => [node.name.value, node])));
  const operations = whole.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const size = operations.reduce((sum, { selectionSet }) => sum + count(schema, selectionSet), 0);
  wholeSizes.set(schema, size);
  return size;
}

type Count = (thing: object, set: SelectionSetNode) => number;

/** Each selection of each thing is counted once, however often it is met: so it takes no longer where the answer is longer. */
function createCount(schema: GraphQLSchema, fragments: Fragments): Count {
  const known = new Map<SelectionSetNode, Map<object, number>>();
  const count: Count = (thing, set) => {
    const ofSet = known.get(set) ?? new Map<object, number>();
    known.set(set, ofSet);
    const found = ofSet.get(thing);
    if (found !== undefined) return found;
    let size = 1;
    for (const { name, selectionSet } of fieldsIn(set, fragments)) {
      if (selectionSet === undefined) size++;
      else for (const each of thingsBelow(schema, thing, name.value)) size += count(each, selectionSet);
    }
    ofSet.set(thing, size);
    return size;
  };
  return count;
}

/** Whether or not conditions let them run. */
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
  // Which of them, a variable may say.
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

function thingsBelow(schema: GraphQLSchema, thing: object, name: string): readonly object[] {
  const things = Object.hasOwn(below, name) ? (below[name]?.(thing, schema) ?? []) : [];
  return things.filter((each) => typeof each === 'object' && each !== null);
}
