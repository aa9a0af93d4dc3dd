/** Fields that tell of the schema: the gateway answers them, by what the caller is told of it. */
import {
  execute,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
} from 'graphql';

import type { Variables } from '../../graphql/document-limits.js';
import { findUsed } from './find-used.js';
import type { UpstreamSchema } from './upstream-schema.js';
import type { VisibleSchema } from './visible-schema.js';

/** `__schema` and `__type`, which nothing guards. */
export function isIntrospection(fieldName: string): boolean {
  return fieldName === '__schema' || fieldName === '__type';
}

/** `_service` of a federation's subgraph, which has the SDL. */
export function isService({ schema }: UpstreamSchema, parent: GraphQLNamedType, fieldName: string): boolean {
  const query = schema.getQueryType();
  return fieldName === '_service' && parent === query && query.getFields()['_service'] !== undefined;
}

/** @returns the value of the field, as it stands in an answer. @param nodes of one response key. */
export type AnswerLocally = (nodes: readonly FieldNode[], variables: Variables) => unknown;

export function createAnswerLocally(
  visible: () => VisibleSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): AnswerLocally {
  // Not kept: a schema as data is many times larger than all else that is known of the document.
  return (nodes, variables) => {
    const { variables: used } = findUsed(nodes, fragments);
    return ask(visible(), asOperation(operation, nodes, used), fragments, variables);
  };
}

function asOperation(
  { variableDefinitions = [] }: OperationDefinitionNode,
  nodes: readonly FieldNode[],
  used: ReadonlySet<string>,
): OperationDefinitionNode {
  return {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: variableDefinitions.filter(({ variable }) => used.has(variable.name.value)),
    selectionSet: { kind: Kind.SELECTION_SET, selections: nodes },
  };
}

function ask(
  { schema, sdl }: VisibleSchema,
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variableValues: Variables,
): unknown {
  const document = { kind: Kind.DOCUMENT, definitions: [operation, ...fragments.values()] } as const;
  const result = execute({ schema, document, variableValues, rootValue: { _service: { sdl } } });
  if (result instanceof Promise) throw new TypeError('Nothing of it waits for anything.');
  const [value] = Object.values((result as { data?: Record<string, unknown> | null }).data ?? {});
  return value ?? null;
}
