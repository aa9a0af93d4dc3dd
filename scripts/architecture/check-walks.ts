/** Whether what the walks name is still there: a file that is gone, or does not declare the name any more, is a drift. */
import ts from 'typescript';

import { findNodes, type SourceTree } from './source-tree.js';

export interface Walk {
  readonly title: string;
  /** Where it begins and what it shows. */
  readonly intro: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly file: string;
  /** A function, method, constant or class that the file declares. */
  readonly name: string;
  readonly words: string;
}

/** @returns a line for each step that leads nowhere. */
export function findDrift(tree: SourceTree, walks: readonly Walk[]): string[] {
  return walks.flatMap(({ title, steps }) =>
    steps.flatMap(({ file, name }) => {
      const module = tree.find(file);
      if (module === undefined) return [`${title}: there is no ${file}`];
      return declares(module.tree, name) ? [] : [`${title}: ${file} does not declare ${name}`];
    }),
  );
}

function declares(tree: ts.SourceFile, name: string): boolean {
  return findNodes(tree, isNamed).some((node) => node.name?.getText() === name);
}

function isNamed(node: ts.Node): node is ts.NamedDeclaration {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertyAssignment(node) ||
    ts.isClassDeclaration(node)
  );
}
