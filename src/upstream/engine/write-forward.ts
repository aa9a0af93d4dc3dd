import {
  type ASTNode,
  type DefinitionNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';

import type { Variables } from '../../graphql/document-limits.js';
import type { Cut, Findings } from './cut-selections.js';
import { findUsed } from './find-used.js';
import type { Forward } from './plan.js';
import type { ReadOperation } from './read-operation.js';
import { defineVariable, type Representations } from './representations.js';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** What is left of an operation, with the fragments and variables that it uses. */
export function writeForward({ operation, fragments }: ReadOperation, cut: Cut, findings: Findings): Forward {
  const kept: Fragments = new Map([...keptFragments(fragments, findings), ...findings.added]);
  const representations = [...new Set(findings.representations.values())];
  const write = (selections: readonly SelectionNode[], spread: Fragments) =>
    writeOne(
      { ...operation, selectionSet: { ...operation.selectionSet, selections } },
      spread,
      representations,
    );
  const inParts = write(cut.selections, kept);
  if (!mayComeInParts.test(inParts.query)) return inParts;
  const whole = write(
    cut.selections.map(withoutParts),
    new Map([...kept].map(([name, fragment]) => [name, withoutParts(fragment)])),
  );
  return { ...whole, inParts };
}

/** As it is written here: nothing stands between the two. */
const mayComeInParts = /@(?:defer|stream)\b/;

function writeOne(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  representations: readonly Representations[],
): Forward {
  const { selections } = operation.selectionSet;
  const used = findUsed([...selections, ...(operation.directives ?? [])], fragments);
  const written: OperationDefinitionNode = {
    ...operation,
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []).filter(({ variable }) =>
        used.variables.has(variable.name.value),
      ),
      ...representations.map(({ variable }) => defineVariable(variable)),
    ],
  };
  const definitions: readonly DefinitionNode[] = [written, ...used.fragments];
  return {
    query: stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions })),
    operationName: operation.name?.value,
    picksLiterals: representations.length > 0,
    moved: new Set(representations.flatMap(({ moved }) => [...moved])),
    pickVariables(variables) {
      const picked = pick(variables, used.variables);
      if (representations.length === 0) return picked;
      return {
        ...picked,
        ...Object.fromEntries(representations.map((each) => [each.variable, each.pick(variables)])),
      };
    },
  };
}

function withoutParts<Node extends ASTNode>(node: Node): Node {
  return visit(node, {
    [Kind.DIRECTIVE]: ({ name }) => (['defer', 'stream'].includes(name.value) ? null : undefined),
  });
}

function keptFragments(
  fragments: Fragments,
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
  // As nearly always: those that were declared are used.
  if (Object.keys(variables).every((name) => names.has(name))) return variables;
  return Object.fromEntries(Object.entries(variables).filter(([name]) => names.has(name)));
}
