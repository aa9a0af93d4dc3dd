import {
  type DefinitionNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  stripIgnoredCharacters,
} from 'graphql';

import type { Variables } from '../../graphql/document-limits.js';
import type { Cut, Findings } from './cut-selections.js';
import type { Forward } from './plan.js';
import type { ReadOperation } from './read-operation.js';
import { defineVariable } from './representations.js';
import { usedFragments, usedVariables } from './used-variables.js';

/** What is left of an operation, with the fragments and variables that it uses. */
export function writeForward({ operation, fragments }: ReadOperation, cut: Cut, findings: Findings): Forward {
  const kept = new Map([...keptFragments(fragments, findings), ...findings.added]);
  const used = usedVariables([...cut.selections, ...(operation.directives ?? [])], kept);
  const representations = [...new Set(findings.representations.values())];
  const written: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
      ...representations.map(({ variable }) => defineVariable(variable)),
    ],
    selectionSet: { ...operation.selectionSet, selections: cut.selections },
  };
  const definitions: readonly DefinitionNode[] = [written, ...usedFragments(cut.selections, kept)];
  return {
    query: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions })),
    operationName: operation.name?.value,
    pickVariables: (variables) => ({
      ...pick(variables, used),
      ...Object.fromEntries(representations.map((each) => [each.variable, each.pick(variables)])),
    }),
  };
}

function keptFragments(
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { cutFragments }: Findings,
): readonly (readonly [string, FragmentDefinitionNode])[] {
  return [...cutFragments].flatMap(([name, { selections }]) => {
    const fragment = fragments.get(name);
    return fragment === undefined
      ? []
      : [[name, { ...fragment, selectionSet: { ...fragment.selectionSet, selections } }]];
  });
}

function pick(variables: Variables, names: ReadonlySet<string>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}
