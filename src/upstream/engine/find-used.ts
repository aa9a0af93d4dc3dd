import { type ASTNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

interface Used {
  /** By their names. */
  readonly variables: ReadonlySet<string>;
  /** Each once. */
  readonly fragments: readonly FragmentDefinitionNode[];
}

/** Of selections and directives, and of the fragments that they spread. */
export function findUsed(
  nodes: readonly ASTNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Used {
  const variables = new Set<string>();
  const found: FragmentDefinitionNode[] = [];
  const seen = new Set<string>();
  const visitor = {
    [Kind.VARIABLE]: ({ name }: { readonly name: { readonly value: string } }) => {
      variables.add(name.value);
    },
    [Kind.FRAGMENT_SPREAD]({ name }: { readonly name: { readonly value: string } }) {
      if (seen.has(name.value)) return;
      seen.add(name.value);
      const fragment = fragments.get(name.value);
      if (fragment === undefined) return;
      found.push(fragment);
      visit(fragment, visitor);
    },
  };
  for (const node of nodes) visit(node, visitor);
  return { variables, fragments: found };
}
