import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

import { type ConditionValues, isIncluded } from './conditions.js';

/** What fields are collected by. */
export interface Collecting {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: ConditionValues;
}

/** The fields of an object, merged by response key in the order of an answer (GraphQL, section 6.3.2, CollectFields). */
export function collectFields(
  collecting: Collecting,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const spread = new Set<string>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const node of selections) {
      if (!isIncluded(node, collecting.conditions)) continue;
      if (node.kind === Kind.FIELD) append(fields, node);
      else if (node.kind === Kind.FRAGMENT_SPREAD) collectSpread(node.name.value);
      else collectFragment(node);
    }
  };
  const collectSpread = (name: string) => {
    const fragment = collecting.fragments.get(name);
    if (fragment === undefined || spread.has(name)) return;
    spread.add(name);
    collectFragment(fragment);
  };
  const collectFragment = ({ typeCondition, selectionSet }: FragmentDefinitionNode | InlineFragmentNode) => {
    if (typeCondition === undefined || applies(collecting.schema, typeCondition.name.value, type))
      collect(selectionSet.selections);
  };
  for (const { selections } of selectionSets) collect(selections);
  return fields;
}

function append(fields: Map<string, FieldNode[]>, node: FieldNode): void {
  const key = node.alias?.value ?? node.name.value;
  const nodes = fields.get(key);
  if (nodes === undefined) fields.set(key, [node]);
  else nodes.push(node);
}

function applies(schema: GraphQLSchema, condition: string, type: GraphQLObjectType): boolean {
  const found = schema.getType(condition);
  return found === type || (isAbstractType(found) && schema.isSubType(found, type));
}
