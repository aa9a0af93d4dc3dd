/** Names for what is added to a document, of which it has none itself. */
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  Kind,
  type SelectionNode,
  visit,
} from 'graphql';

/** `wanted`, or that with underscores behind until nobody has it: names with two in front are GraphQL's own. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  return taken.has(wanted) ? freeName(`${wanted}_`, taken) : wanted;
}

export function responseKeys(document: DocumentNode): ReadonlySet<string> {
  const keys = new Set<string>();
  visit(document, { [Kind.FIELD]: ({ alias, name }) => void keys.add(alias?.value ?? name.value) });
  return keys;
}

export function createFragmentAdder(fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const added = new Map<string, FragmentDefinitionNode>();
  return {
    added,
    addFragment(typeName: string, selections: readonly SelectionNode[]): FragmentSpreadNode {
      const value = freeName(`cut${added.size + 1}`, new Set(fragments.keys()));
      const name = { kind: Kind.NAME, value } as const;
      added.set(value, {
        kind: Kind.FRAGMENT_DEFINITION,
        name,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: typeName } },
        selectionSet: { kind: Kind.SELECTION_SET, selections },
      });
      return { kind: Kind.FRAGMENT_SPREAD, name };
    },
  };
}
