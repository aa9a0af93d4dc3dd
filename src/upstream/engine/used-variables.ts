import { type ASTNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';

/** Names of the variables in selections and directives, and in the fragments that they spread. */
export function usedVariables(
  nodes: readonly ASTNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): ReadonlySet<string> {
  const used = new Set<string>();
  walk(nodes, fragments, { variable: (name) => used.add(name) });
  return used;
}

/** Those that selections spread, and what these spread, each once. */
export function usedFragments(
  nodes: readonly ASTNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): readonly FragmentDefinitionNode[] {
  const used: FragmentDefinitionNode[] = [];
  walk(nodes, fragments, { fragment: (node) => used.push(node) });
  return used;
}

interface Listener {
  readonly variable?: (name: string) => void;
  readonly fragment?: (node: FragmentDefinitionNode) => void;
}

function walk(
  nodes: readonly ASTNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { variable, fragment }: Listener,
): void {
  const seen = new Set<string>();
  const visitor = {
    [Kind.VARIABLE]: ({ name }: { readonly name: { readonly value: string } }) => {
      variable?.(name.value);
    },
    [Kind.FRAGMENT_SPREAD]({ name }: { readonly name: { readonly value: string } }) {
      const found = seen.has(name.value) ? undefined : fragments.get(name.value);
      seen.add(name.value);
      if (found === undefined) return;
      fragment?.(found);
      visit(found, visitor);
    },
  };
  for (const node of nodes) visit(node, visitor);
}
