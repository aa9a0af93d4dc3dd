/**
 * What a federation's subgraph leaves out of its SDL, since its library adds it: the definitions of its directives, base types of
 * what it extends, `_entities` and `_service`.
 */
import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  type TypeExtensionNode,
  visit,
} from 'graphql';

/** Of Federation 1 and 2, as far as 2.12; each guards nothing here. */
const directiveNames: ReadonlySet<string> = new Set([
  ...['key', 'requires', 'provides', 'external', 'extends', 'shareable', 'inaccessible', 'override', 'tag'],
  ...['interfaceObject', 'composeDirective', 'link', 'core', 'authenticated', 'requiresScopes', 'policy'],
  ...['cost', 'listSize', 'context', 'fromContext', 'cacheTag'],
]);

/** What `_service.sdl` never shows of a subgraph, whoever wrote it down. */
export const federationTypes: ReadonlySet<string> = new Set(['_Any', '_Entity', '_Service']);
export const federationFields: ReadonlySet<string> = new Set(['_entities', '_service']);

/**
 * The same with all that `buildASTSchema` wants to know, and without what it need not know.
 * @param written with `@auth` defined in it or not.
 */
export function completeFederation(written: DocumentNode): DocumentNode {
  const defined = new Set(
    written.definitions.flatMap((node) => (node.kind === Kind.DIRECTIVE_DEFINITION ? [node.name.value] : [])),
  );
  const imported = importedNames(written);
  const isForeign = (name: string) =>
    directiveNames.has(name) || imported.has(name) || /^(federation|link|core)__/.test(name);
  const plain = visit(written, {
    [Kind.DIRECTIVE]: ({ name }) => (isForeign(name.value) && !defined.has(name.value) ? null : undefined),
  });
  const based = { ...plain, definitions: plain.definitions.map(withBase(plain.definitions)) };
  return isSubgraph(written) ? withEntities(based, entityNames(written)) : based;
}

/** Names of directives that `@link` brings from elsewhere, as they are written here. */
function importedNames(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>();
  visit(document, {
    [Kind.STRING]({ value }, _key, _parent, _path, ancestors) {
      // `@auth` is ours, wherever it comes from and however it is spelt.
      if (/^@(?!auth$)/i.test(value) && ancestors.some(isLink)) names.add(value.slice(1));
    },
  });
  return names;
}

/** @param node whatever stands around something. */
export function isLink(node: unknown): boolean {
  const { kind, name } = node as Partial<DirectiveNode>;
  return kind === Kind.DIRECTIVE && name?.value === 'link';
}

/** `extend type Query` stands alone in a subgraph: the library has the type. */
function withBase(definitions: readonly DefinitionNode[]): (node: DefinitionNode) => DefinitionNode {
  const known = new Set(definitions.flatMap((node) => (isTypeDefinitionNode(node) ? [node.name.value] : [])));
  return (node) => {
    const kind = definitionKinds[node.kind as TypeExtensionNode['kind']] as Kind | undefined;
    const { name } = node as TypeExtensionNode;
    if (kind === undefined || known.has(name.value)) return node;
    known.add(name.value);
    return { ...node, kind } as DefinitionNode;
  };
}

const definitionKinds = {
  [Kind.OBJECT_TYPE_EXTENSION]: Kind.OBJECT_TYPE_DEFINITION,
  [Kind.INTERFACE_TYPE_EXTENSION]: Kind.INTERFACE_TYPE_DEFINITION,
  [Kind.UNION_TYPE_EXTENSION]: Kind.UNION_TYPE_DEFINITION,
  [Kind.ENUM_TYPE_EXTENSION]: Kind.ENUM_TYPE_DEFINITION,
  [Kind.INPUT_OBJECT_TYPE_EXTENSION]: Kind.INPUT_OBJECT_TYPE_DEFINITION,
  [Kind.SCALAR_TYPE_EXTENSION]: Kind.SCALAR_TYPE_DEFINITION,
} as const;

function isSubgraph({ definitions }: DocumentNode): boolean {
  return definitions.some(({ directives = [] }: { readonly directives?: readonly DirectiveNode[] }) =>
    directives.some(({ name }) => ['key', 'link', 'federation__key'].includes(name.value)),
  );
}

function entityNames({ definitions }: DocumentNode): readonly string[] {
  const names = definitions.flatMap((node) =>
    isObject(node) && node.directives?.some(isKey) ? [node.name.value] : [],
  );
  return [...new Set(names)];
}

function isObject(node: DefinitionNode): node is ObjectTypeDefinitionNode | ObjectTypeExtensionNode {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function isKey({ name, arguments: given = [] }: DirectiveNode): boolean {
  const isUnresolvable = given.some(
    ({ name: { value: argument }, value }) =>
      argument === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
  return ['key', 'federation__key'].includes(name.value) && !isUnresolvable;
}

function withEntities(document: DocumentNode, entities: readonly string[]): DocumentNode {
  const { definitions } = document;
  const isDefined = (wanted: string) =>
    definitions.filter(isTypeDefinitionNode).some(({ name }) => name.value === wanted);
  // Written down already, as a tool prints it that was asked for the whole schema.
  if (isDefined('_Service')) return document;
  const query = queryName(definitions);
  const lines = [
    'type _Service { sdl: String }',
    ...(isDefined(query) ? [] : [`type ${query}`]),
    `extend type ${query} { _service: _Service! }`,
    ...(entities.length === 0
      ? []
      : [
          ...(isDefined('_Any') ? [] : ['scalar _Any']),
          `union _Entity = ${entities.join(' | ')}`,
          `extend type ${query} { _entities(representations: [_Any!]!): [_Entity]! }`,
        ]),
  ];
  return { ...document, definitions: [...definitions, ...parse(lines.join('\n')).definitions] };
}

function queryName(definitions: readonly DefinitionNode[]): string {
  const roots = definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION
      ? (node.operationTypes ?? [])
      : [],
  );
  return roots.find(({ operation }) => operation === 'query')?.type.name.value ?? 'Query';
}
