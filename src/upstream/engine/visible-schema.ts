/** The schema as a caller is told of it: for introspection, for what errors suggest, and as `_service` has it. */
import {
  buildASTSchema,
  type DefinitionNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type NameNode,
  print,
  visit,
} from 'graphql';

import { federationFields, federationTypes } from './federation-sdl.js';
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
  const subgraph: VisibleNames = {
    hasType: (name) => !federationTypes.has(name) && visible.hasType(name),
    hasField: (type, field) => !federationFields.has(field) && visible.hasField(type, field),
  };
  return { schema, sdl: print(filterDocument(upstream.written, subgraph)) };
}

function filterDocument(document: DocumentNode, visible: VisibleNames): DocumentNode {
  const definitions = document.definitions.flatMap((node) => filterDefinition(node, visible));
  return visit(
    { ...document, definitions },
    {
      [Kind.DIRECTIVE]: ({ name }) => (name.value === 'auth' ? null : undefined),
    },
  );
}

function filterDefinition(node: DefinitionNode, visible: VisibleNames): readonly DefinitionNode[] {
  const isVisible = ({ name }: { readonly name: NameNode }) => visible.hasType(name.value);
  switch (node.kind) {
    case Kind.DIRECTIVE_DEFINITION:
      return node.name.value === 'auth' ? [] : [node];
    case Kind.SCHEMA_DEFINITION:
    case Kind.SCHEMA_EXTENSION: {
      const operationTypes = node.operationTypes?.filter(({ type }) => isVisible(type));
      return [{ ...node, ...(operationTypes && { operationTypes }) } as DefinitionNode];
    }
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const fields = node.fields?.filter(({ name }) => visible.hasField(node.name.value, name.value));
      const interfaces = node.interfaces?.filter(isVisible);
      return isVisible(node)
        ? [{ ...node, ...(fields && { fields }), ...(interfaces && { interfaces }) }]
        : [];
    }
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION:
      return isVisible(node) ? [{ ...node, types: node.types?.filter(isVisible) ?? [] }] : [];
    default:
      return 'name' in node && node.name !== undefined && !isVisible({ name: node.name }) ? [] : [node];
  }
}
