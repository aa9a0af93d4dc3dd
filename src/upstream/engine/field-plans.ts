/** What an object of one type has in the caller's answer, field by field, worked out when the first such object comes. */
import {
  type FieldNode,
  getLocation,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isNonNullType,
} from 'graphql';

import { type Collecting, collectFields } from '../../graphql/collect-fields.js';
import type { Judge } from './judge.js';
import { isIntrospection, isService } from './local-fields.js';
import type { Representations } from './representations.js';
import type { RefusedCall } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';

export interface FieldPlan {
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly kind: 'copied' | 'completed' | 'entities' | 'refused' | 'local' | 'typename';
  /** Undefined where it does not matter. */
  readonly type: GraphQLOutputType | undefined;
  readonly nonNull: boolean;
  /** Of a refused field. */
  readonly refusal: RefusedCall | undefined;
  /** Of `_entities`, of which some are refused. */
  readonly representations: Representations | undefined;
  readonly locations: Locations;
  /** Of a completed field: what its objects have. */
  readonly below: SelectionPlan;
}

/** In the caller's document; of what is refused. */
type Locations = readonly { readonly line: number; readonly column: number }[];

/** Of merged selection sets. */
export interface SelectionPlan {
  fieldsOf(type: GraphQLObjectType): readonly FieldPlan[];
}

export interface Planning extends Collecting {
  readonly upstream: UpstreamSchema;
  readonly judge: Judge;
  /** See `Findings`. */
  readonly changed: ReadonlySet<FieldNode>;
  readonly representations: ReadonlyMap<FieldNode, Representations>;
}

export function planSelections(
  planning: Planning,
  selectionSets: readonly NonNullable<FieldNode['selectionSet']>[],
): SelectionPlan {
  const known = new Map<GraphQLObjectType, readonly FieldPlan[]>();
  return {
    fieldsOf(type) {
      const found = known.get(type);
      if (found !== undefined) return found;
      const collected = collectFields(planning, type, selectionSets);
      const fields = [...collected].map(([key, nodes]) => planField(planning, type, key, nodes));
      known.set(type, fields);
      return fields;
    },
  };
}

function planField(
  planning: Planning,
  type: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan {
  const [first] = nodes;
  if (first === undefined) throw new TypeError('What was collected has a node.');
  const name = first.name.value;
  const fieldType = type.getFields()[name]?.type;
  const refusal = planning.judge.field(type.name, name);
  const representations = planning.representations.get(first);
  const isTold = refusal !== undefined || representations !== undefined;
  return {
    key,
    nodes,
    kind: refusal === undefined ? kindOf(planning, type, name, nodes) : 'refused',
    type: fieldType,
    nonNull: isNonNullType(fieldType),
    refusal,
    representations,
    locations: isTold ? nodes.flatMap(locationOf) : [],
    below: planSelections(
      planning,
      nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    ),
  };
}

function kindOf(
  planning: Planning,
  type: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
): FieldPlan['kind'] {
  if (name === '__typename') return 'typename';
  if (isIntrospection(name) || isService(planning.upstream, type, name)) return 'local';
  if (nodes.some((node) => planning.representations.has(node))) return 'entities';
  return nodes.some((node) => planning.changed.has(node)) ? 'completed' : 'copied';
}

function locationOf({ loc }: FieldNode) {
  return loc === undefined ? [] : [getLocation(loc.source, loc.start)];
}
