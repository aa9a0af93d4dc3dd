import { type ASTNode, type DefinitionNode, type DocumentNode, getLocation } from 'graphql';

/** `12:3 Order.total`: where a node stands in the document that it was parsed with; the parts that it has. */
export function placeOf(document: DocumentNode, node: ASTNode): string {
  const { loc } = node;
  if (loc === undefined) return '';
  const { line, column } = getLocation(loc.source, loc.start);
  const definition = document.definitions.find(holds(loc.start));
  return [`${String(line)}:${String(column)}`, coordinateOf(definition, loc.start)].filter(Boolean).join(' ');
}

function coordinateOf(definition: DefinitionNode | undefined, offset: number): string {
  if (definition === undefined || !('name' in definition) || definition.name === undefined) return '';
  const members: readonly ASTNode[] = 'fields' in definition ? (definition.fields ?? []) : [];
  const member = members.find(holds(offset));
  const inside = member !== undefined && 'name' in member ? `.${member.name?.value ?? ''}` : '';
  return `${definition.kind === 'DirectiveDefinition' ? '@' : ''}${definition.name.value}${inside}`;
}

const holds =
  (offset: number) =>
  ({ loc }: ASTNode): boolean =>
    loc !== undefined && loc.start <= offset && offset < loc.end;
