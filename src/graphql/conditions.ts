/** `@skip` and `@include`: whether a selection runs, for given variables. */
import { type DirectiveNode, type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';

/** By the names of the variables. */
export type ConditionValues = Readonly<Record<string, boolean>>;

/** Whether it is one of the two that decide what runs. */
export function isCondition({ name }: DirectiveNode): boolean {
  return name.value === 'skip' || name.value === 'include';
}

/** Names of the variables that conditions ask for, each once. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    [Kind.DIRECTIVE](node) {
      const value = isCondition(node) ? node.arguments?.[0]?.value : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names];
}

/** Of a selection in a valid document. */
export function isIncluded({ directives = [] }: SelectionNode, values: ConditionValues): boolean {
  return directives.filter(isCondition).every((node) => {
    const value = node.arguments?.[0]?.value;
    const given =
      value?.kind === Kind.VARIABLE ? values[value.name.value] : value?.kind === Kind.BOOLEAN && value.value;
    return given === (node.name.value === 'include');
  });
}
