/** The schema as a caller is told of it: for introspection, for what errors suggest, and as `_service` has it. */
import {
  buildASTSchema,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  print,
  type TypeDefinitionNode,
  type TypeExtensionNode,
  visit,
} from 'graphql';

import { federationFields, federationTypes, isLink } from './federation-sdl.js';
import { withoutNaming } from './field-sets.js';
import type { Rights } from './rights.js';
import type { UpstreamSchema } from './upstream-schema.js';
import { findVisibleNames, type VisibleNames } from './visible-names.js';

export interface VisibleSchema {
  readonly schema: GraphQLSchema;
  /** For `_service`: without `@auth`, and without what a federation's library adds. */
  readonly sdl: string;
}

export function buildVisibleSchema(upstream: UpstreamSchema, rights: Rights): VisibleSchema {
  const visible = findVisibleNames(upstream, rights);
  // It may be without a field, where nothing is told: nothing that a validation would take.
  const schema = buildASTSchema(filterDocument(upstream.document, visible), {
    assumeValid: true,
    assumeValidSDL: true,
  });
  let sdl: string | undefined;
  return {
    schema,
    // Of a large schema that takes as long as the rest, and only routers ask for it.
    get sdl() {
      return (sdl ??= writeSdl(upstream, rights, visible));
    },
  };
}

function writeSdl(upstream: UpstreamSchema, rights: Rights, visible: VisibleNames): string {
  const subgraph: VisibleNames = {
    hasType: (name) => !federationTypes.has(name) && visible.hasType(name),
    hasField: (type, field) => !federationFields.has(field) && visible.hasField(type, field),
  };
  const { written } = upstream;
  const hidesNothing = rights.verdicts.every((verdict) => verdict?.hides !== true);
  const told = hidesNothing ? written : withoutNaming(written, { schema: upstream.schema, visible });
  return print(withoutAuth(filterDocument(told, subgraph)));
}

function filterDocument(document: DocumentNode, visible: VisibleNames): DocumentNode {
  return {
    ...document,
    definitions: document.definitions.flatMap((node) => filterDefinition(node, visible)),
  };
}

/** Wherever it is applied, composed or imported. */
function withoutAuth(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.DIRECTIVE]: (node) => (node.name.value === 'auth' || composesAuth(node) ? null : undefined),
    [Kind.STRING]: ({ value }, key, _parent, _path, ancestors) =>
      value === '@auth' && typeof key === 'number' && ancestors.some(isLink) ? null : undefined,
  });
}

/** A router refuses a subgraph that brings or composes a directive which is not defined in it. */
function composesAuth({ name, arguments: given = [] }: DirectiveNode): boolean {
  return (
    /^(?:federation__)?composeDirective$/.test(name.value) &&
    given.some(({ value }) => value.kind === Kind.STRING && value.value === '@auth')
  );
}

function filterDefinition(node: DefinitionNode, visible: VisibleNames): readonly DefinitionNode[] {
  if (node.kind === Kind.DIRECTIVE_DEFINITION) return node.name.value === 'auth' ? [] : [node];
  if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) {
    const operationTypes = node.operationTypes?.filter(({ type }) => visible.hasType(type.name.value)) ?? [];
    return [{ ...node, operationTypes }].filter(saysSomething);
  }
  if (!isTypeDefinitionNode(node) && !isTypeExtensionNode(node)) return [node];
  return visible.hasType(node.name.value) ? [filterType(node, visible)].filter(saysSomething) : [];
}

/** An extension of nothing cannot be read. */
function saysSomething(node: DefinitionNode): boolean {
  if (!isTypeExtensionNode(node) && node.kind !== Kind.SCHEMA_EXTENSION) return true;
  const { directives = [], ...others } = node;
  const lists: readonly unknown[] = [
    directives.filter(({ name }) => name.value !== 'auth'),
    ...Object.values<unknown>(others),
  ];
  return lists.some((list) => Array.isArray(list) && list.length > 0);
}

function filterType(
  node: TypeDefinitionNode | TypeExtensionNode,
  visible: VisibleNames,
): TypeDefinitionNode | TypeExtensionNode {
  const isVisible = ({ name }: NamedTypeNode) => visible.hasType(name.value);
  if ('types' in node) return { ...node, types: node.types.filter(isVisible) };
  if (!('interfaces' in node)) return node;
  const fields = node.fields?.filter(({ name }) => visible.hasField(node.name.value, name.value)) ?? [];
  return { ...node, fields, interfaces: node.interfaces.filter(isVisible) };
}
