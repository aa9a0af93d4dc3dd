/** The definition of `@auth`, for an SDL that has none: as `authDirective` of @portcullis/guard writes it. */
import { type DefinitionNode, type DocumentNode, isTypeDefinitionNode, Kind, parse, visit } from 'graphql';

/**
 * @param roles those that there are: where the SDL writes them as enum values and has no enum `Role`, they are defined as one.
 * @returns nothing for an SDL that defines `@auth`.
 */
export function defineAuth(document: DocumentNode, roles: readonly string[]): readonly DefinitionNode[] {
  const isDefined = document.definitions.some(
    (node) => node.kind === Kind.DIRECTIVE_DEFINITION && node.name.value === 'auth',
  );
  if (isDefined) return [];
  const { name, definition } = roleType(document, roles);
  const asked = `roles: [${name}!] = [], permissions: [String!] = [], verified: Boolean = false`;
  const text = `directive @auth(${asked}) on OBJECT | INTERFACE | FIELD_DEFINITION ${definition}`;
  return parse(text).definitions;
}

function roleType(
  document: DocumentNode,
  roles: readonly string[],
): { readonly name: string; readonly definition: string } {
  // As strings, or not at all.
  if (!writesEnumValues(document)) return { name: 'String', definition: '' };
  const named = (wanted: string) =>
    document.definitions.filter(isTypeDefinitionNode).find(({ name }) => name.value === wanted);
  if (named('Role')?.kind === Kind.ENUM_TYPE_DEFINITION) return { name: 'Role', definition: '' };
  const free = ['Role', 'AuthRole', 'PortcullisAuthRole'].find((name) => named(name) === undefined) ?? 'Role';
  return { name: free, definition: `enum ${free} { ${roles.join(' ')} }` };
}

function writesEnumValues(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    [Kind.DIRECTIVE](node) {
      if (node.name.value !== 'auth') return undefined;
      visit(node, { [Kind.ENUM]: () => void (found = true) });
      return false;
    },
  });
  return found;
}
