import { type DocumentNode, Kind, type ValueNode, visit } from 'graphql';

/** How deeply lists and objects are written into one another. */
export function literalDepth(document: DocumentNode): number {
  let [depth, deepest] = [0, 0];
  const enter = () => {
    depth++;
    deepest = Math.max(deepest, depth);
  };
  const leave = () => {
    depth--;
  };
  const nesting = { enter, leave };
  visit(document, { [Kind.LIST]: nesting, [Kind.OBJECT]: nesting } as Record<
    ValueNode['kind'],
    typeof nesting
  >);
  return deepest;
}
