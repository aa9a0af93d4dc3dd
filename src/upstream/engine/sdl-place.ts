import {
  type ASTNode,
  type DefinitionNode,
  type DocumentNode,
  getLocation,
  Kind,
  type NameNode,
} from 'graphql';

/** `12:3 Order.total`: where a node stands in the document that it was parsed with; the parts that it has. */
export function placeOf(document: DocumentNode, node: ASTNode): string {
  const { loc } = node;
  if (loc === undefined) return '';
  const { line, column } = getLocation(loc.source, loc.start);
  const definition = document.definitions.find(holds(loc.start));
  return [`${String(line)}:${String(column)}`, coordinateOf(definition, loc.start)].filter(Boolean).join(' ');
}

function coordinateOf(definition: DefinitionNode | undefined, offset: number): string {
  const member = membersOf(definition).find(holds(offset));
  const name = nameOf(definition);
  if (name === '') return '';
  const sigil = definition?.kind === Kind.DIRECTIVE_DEFINITION ? '@' : '';
  return member === undefined ? `${sigil}${name}` : `${sigil}${name}.${nameOf(member)}`;
}

function membersOf(definition: DefinitionNode | undefined): readonly ASTNode[] {
  return definition !== undefined && 'fields' in definition ? (definition.fields ?? []) : [];
}

function nameOf(node: ASTNode | undefined): string {
  return node !== undefined && 'name' in node ? ((node.name as NameNode | undefined)?.value ?? '') : '';
}

const holds =
  (offset: number) =>
  ({ loc }: ASTNode): boolean =>
    loc !== undefined && loc.start <= offset && offset < loc.end;
