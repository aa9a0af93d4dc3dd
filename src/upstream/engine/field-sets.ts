/** Directives of a federation name fields in their arguments: `@key(fields: "id owner { id }")`. One that names what is hidden would tell it. */
import {
  type ConstDirectiveNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

import type { VisibleNames } from './visible-names.js';

/** Of `@key`, `@requires` and `@provides`, of `@fromContext`, of `@listSize`, of a supergraph's `@join__…`, and of stitching. */
const naming: ReadonlySet<string> = new Set([
  ...['fields', 'field', 'sizedFields', 'key', 'requires', 'provides', 'selection', 'selectionSet'],
]);
/** Of `@cacheTag`, which names fields of the object as `{$key.owner.id}`. */
const formatting = 'format';

interface Naming {
  readonly schema: GraphQLSchema;
  readonly visible: VisibleNames;
}

/** The same without directives that name fields which are not shown. */
export function withoutNaming(document: DocumentNode, naming: Naming): DocumentNode {
  const { schema } = naming;
  const keep = <Node extends Directed>(node: Node, types: readonly GraphQLNamedType[]): Node => ({
    ...node,
    directives: node.directives?.filter((directive) => !namesHidden(naming, directive, types)) ?? [],
  });
  const all = Object.values(schema.getTypeMap());
  const definitions = document.definitions.map((node) => {
    if (!('interfaces' in node)) return node;
    const type = schema.getType(node.name.value);
    if (!isObjectType(type) && !isInterfaceType(type)) return node;
    const fields = node.fields?.map((field: FieldDefinitionNode) => {
      const own = type.getFields()[field.name.value];
      const args = field.arguments?.map((argument) => keep(argument, all)) ?? [];
      return keep({ ...field, arguments: args }, own ? [type, getNamedType(own.type)] : [type]);
    });
    return { ...keep(node, [type]), fields: fields ?? [] };
  });
  return { ...document, definitions };
}

interface Directed {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * @param types what the fields may be of: `@requires` stands on a field and means its siblings, `@provides` those of what it is of.
 * @returns whether a name is of a hidden field of any of them; so does what cannot be read.
 */
function namesHidden(
  { schema, visible }: Naming,
  { arguments: given = [] }: DirectiveNode,
  types: readonly GraphQLNamedType[],
): boolean {
  const texts = given.flatMap(({ name, value }) => {
    if (naming.has(name.value)) return textsOf(value);
    return name.value === formatting ? textsOf(value).flatMap(keysOf) : [];
  });
  return texts.some((text) => {
    const set = readFieldSet(text);
    return set === undefined || types.some((type) => isHidden({ schema, visible }, set, type));
  });
}

function textsOf(value: ValueNode): readonly string[] {
  if (value.kind === Kind.LIST) return value.values.flatMap(textsOf);
  return value.kind === Kind.STRING ? [value.value] : [];
}

/** @returns each as a set of fields: `owner{id}`. */
function keysOf(format: string): readonly string[] {
  return [...format.matchAll(/\{\s*\$key\.([\w.]+)\s*\}/g)].map(([, path = '']) => {
    const names = path.split('.');
    return names.join('{') + '}'.repeat(names.length - 1);
  });
}

/** @param text which for `@fromContext` begins with the name of a context. */
function readFieldSet(text: string): SelectionSetNode | undefined {
  const [, set = ''] = /^\s*(?:\$\w+\s*)?(.*)$/s.exec(text) ?? [];
  try {
    const [definition] = parse(set.startsWith('{') ? set : `{${set}}`).definitions;
    return definition?.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet : undefined;
  } catch {
    // It is no set of fields: what it names nobody knows.
    return undefined;
  }
}

function isHidden(naming: Naming, { selections }: SelectionSetNode, type: GraphQLNamedType): boolean {
  return selections.some((node) => {
    if (node.kind === Kind.FIELD) return isHiddenField(naming, node, type);
    // A set of fields has no other fragments.
    if (node.kind === Kind.FRAGMENT_SPREAD) return true;
    const named = node.typeCondition ? naming.schema.getType(node.typeCondition.name.value) : type;
    if (named === undefined) return false;
    return !naming.visible.hasType(named.name) || isHidden(naming, node.selectionSet, named);
  });
}

function isHiddenField(naming: Naming, { name, selectionSet }: FieldNode, type: GraphQLNamedType): boolean {
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name.value] : undefined;
  if (field === undefined) return false;
  if (!naming.visible.hasField(type.name, name.value)) return true;
  return selectionSet !== undefined && isHidden(naming, selectionSet, getNamedType(field.type));
}
