/**
 * `_entities` of a federation's subgraph looks objects up before any of their fields is asked for. Those of a type that the caller may
 * not read are not looked up: a reference is no way round `@auth`.
 */
import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type OperationDefinitionNode,
  type ValueNode,
  type VariableDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

import { isExactNumber, readNumber } from '../../foundation/exact-json.js';
import type { Variables } from '../../graphql/document-limits.js';
import { findUsed } from './find-used.js';
import type { Judge } from './judge.js';
import type { RefusedCall } from './rights.js';

/** Of one response key; an upstream is given those alone that are not refused. */
export interface Representations {
  readonly variable: string;
  /** Of the caller's, in whose place it stands. */
  readonly moved: ReadonlySet<string>;
  /** Of all that the caller names, in turn, why they are refused. */
  judge(variables: Variables): readonly (RefusedCall | undefined)[];
  /** As the upstream is given them. */
  pick(variables: Variables): readonly unknown[];
}

/** Whether a field is `_entities`, and a type that it can be of is refused, or may be. */
export function refusesEntities(
  schema: GraphQLSchema,
  judge: Judge,
  parent: GraphQLNamedType,
  fieldName: string,
): boolean {
  const entity = schema.getType('_Entity');
  if (fieldName !== '_entities' || parent !== schema.getQueryType() || !isAbstractType(entity)) return false;
  return (
    judge.conceals || schema.getPossibleTypes(entity).some(({ name }) => judge.entity(name) !== undefined)
  );
}

const noName: RefusedCall = {
  message: '__typename is the name of a type.',
  extensions: { code: 'BAD_USER_INPUT' },
};

export function createRepresentations(
  judge: Judge,
  operation: OperationDefinitionNode,
  node: FieldNode,
  variable: string,
): Representations {
  const written = node.arguments?.find(({ name }) => name.value === 'representations')?.value;
  const refusalOf = (named: unknown): RefusedCall | undefined => {
    const { __typename: name } = (named ?? {}) as { readonly __typename?: unknown };
    if (typeof name === 'string') return judge.entity(name);
    // What names no type is the upstream's to refuse. But a list of one name is that name to whoever looks it up among the members of an object.
    return typeof name === 'object' && name !== null && !isExactNumber(name) ? noName : undefined;
  };
  const read = (variables: Variables) => readList(written, withDefaults(operation, variables));
  return {
    variable,
    moved: findUsed(written ? [written] : [], new Map()).variables,
    judge: (variables) => read(variables).map(refusalOf),
    pick: (variables) => read(variables).filter((named) => refusalOf(named) === undefined),
  };
}

/** The same node with the variable in place of what it names; nothing else of it changes. */
export function withVariable(node: FieldNode, variable: string): FieldNode {
  const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } as const;
  const given = node.arguments?.map((argument) =>
    argument.name.value === 'representations' ? { ...argument, value } : argument,
  );
  return { ...node, arguments: given ?? [] };
}

export function defineVariable(variable: string): VariableDefinitionNode {
  const named = { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: '_Any' } } as const;
  const list = { kind: Kind.LIST_TYPE, type: { kind: Kind.NON_NULL_TYPE, type: named } } as const;
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } },
    type: { kind: Kind.NON_NULL_TYPE, type: list },
  };
}

/** One that is no list stands for a list of itself (GraphQL, section 3.11). */
function readList(written: ValueNode | undefined, variables: Variables): readonly unknown[] {
  const value: unknown = written && readLiteral(written, variables);
  return Array.isArray(value) ? value : [value];
}

/** As graphql-js reads one of a type that it does not know, but for long numbers, which go on as they were written. */
function readLiteral(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return variables[node.name.value];
    case Kind.LIST:
      return node.values.map((value) => readLiteral(value, variables));
    case Kind.OBJECT: {
      const entries = node.fields.map(
        ({ name, value }) => [name.value, readLiteral(value, variables)] as const,
      );
      return Object.fromEntries(entries);
    }
    case Kind.INT:
    case Kind.FLOAT:
      return readNumber(node.value);
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
    case Kind.NULL:
      return valueFromASTUntyped(node);
  }
}

function withDefaults(
  { variableDefinitions = [] }: OperationDefinitionNode,
  variables: Variables,
): Variables {
  const defaults = variableDefinitions.flatMap(({ variable, defaultValue }) =>
    defaultValue === undefined ? [] : [[variable.name.value, readLiteral(defaultValue, {})] as const],
  );
  return { ...Object.fromEntries(defaults), ...variables };
}
