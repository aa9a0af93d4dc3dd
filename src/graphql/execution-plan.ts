/**
 * What executing an operation comes to, worked out once: which fields are read of what, and how each value is completed. Only of what is
 * the same for all variables and values; of all else there is no plan, and graphql-js executes it.
 */
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

import { collectFields } from './collect-fields.js';

export interface ExecutionPlan {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly isSerial: boolean;
  readonly fields: readonly FieldPlan[];
}

export interface FieldPlan {
  /** In the answer. */
  readonly key: string;
  /** Undefined: `__typename`. */
  readonly field: GraphQLField<unknown, unknown> | undefined;
  readonly nodes: readonly [FieldNode, ...FieldNode[]];
  readonly parentType: GraphQLObjectType;
  /** Off its parent, without a resolver or arguments. */
  readonly isRead: boolean;
  readonly value: ValuePlan;
}

export type ValuePlan =
  | { readonly kind: 'leaf'; readonly isNonNull: boolean; readonly type: GraphQLLeafType }
  | { readonly kind: 'object'; readonly isNonNull: boolean; readonly fields: readonly FieldPlan[] }
  | { readonly kind: 'list'; readonly isNonNull: boolean; readonly item: ValuePlan };

/** A plan takes up to a hundred times the text that it is made of: a document may spread one fragment again and again. */
const MOST_FIELDS = 100;

/** Of one that stays with graphql-js. */
class NoPlan extends Error {}

interface Planning {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  count: number;
}

/** @param document validated, with one operation. @returns undefined where it has no plan. */
export function planExecution(schema: GraphQLSchema, document: DocumentNode): ExecutionPlan | undefined {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root || operation.operation === 'subscription' || hasDirectives(document))
    return undefined;
  const nodes = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  const fragments = new Map(nodes.map((node) => [node.name.value, node]));
  try {
    return {
      ...{ schema, operation, fragments: Object.fromEntries(fragments) },
      isSerial: operation.operation === 'mutation',
      fields: planFields({ schema, fragments, count: 0 }, root, [operation.selectionSet]),
    };
  } catch (error) {
    if (error instanceof NoPlan) return undefined;
    throw error;
  }
}

function hasDirectives(document: DocumentNode): boolean {
  let has = false;
  visit(document, { [Kind.DIRECTIVE]: () => void (has = true) });
  return has;
}

function planFields(
  planning: Planning,
  parentType: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): FieldPlan[] {
  const collected = collectFields({ ...planning, conditions: {} }, parentType, selectionSets);
  return [...collected].map(([key, nodes]) => {
    planning.count++;
    // It would be no member of a plain object.
    if (planning.count > MOST_FIELDS || key === '__proto__') throw new NoPlan();
    return planField(planning, parentType, key, nodes);
  });
}

function planField(
  planning: Planning,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan {
  const [first, ...more] = nodes;
  if (first === undefined) throw new NoPlan();
  const name = first.name.value;
  const about = { key, nodes: [first, ...more], parentType } as const;
  if (name === '__typename') {
    const string = planning.schema.getType('String') as GraphQLLeafType;
    return {
      ...about,
      field: undefined,
      isRead: false,
      value: { kind: 'leaf', isNonNull: true, type: string },
    };
  }
  // Nor for those that ask for the schema.
  const field = parentType.getFields()[name];
  if (field === undefined) throw new NoPlan();
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const isRead = field.resolve === undefined && field.args.length === 0;
  return { ...about, field, isRead, value: planValue(planning, field.type, below, false) };
}

function planValue(
  planning: Planning,
  type: GraphQLOutputType,
  below: readonly SelectionSetNode[],
  isNonNull: boolean,
): ValuePlan {
  if (isNonNullType(type)) return planValue(planning, type.ofType, below, true);
  if (isListType(type))
    return { kind: 'list', isNonNull, item: planValue(planning, type.ofType, below, false) };
  if (isLeafType(type)) return { kind: 'leaf', isNonNull, type };
  // What it is shows with each value.
  if (!isObjectType(type) || type.isTypeOf) throw new NoPlan();
  return { kind: 'object', isNonNull, fields: planFields(planning, type, below) };
}
