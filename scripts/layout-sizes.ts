/**
 * Sizes of functions and files in what is shipped. ESLint holds the largest; the medians, which show whether
 * the code as a whole stays in small pieces, need all files at once.
 */
import ts from 'typescript';

import { lineOf, type Module } from './layout-imports.js';

export const largestMedian = { functionLines: 12, fileLines: 100 };

export interface Spread {
  readonly count: number;
  readonly median: number;
  readonly p90: number;
  readonly max: number;
}

export interface Sizes {
  readonly functions: Spread;
  readonly files: Spread;
}

export function measureSizes(modules: readonly Module[]): Sizes {
  return { functions: spread(modules.flatMap(functionSizes)), files: spread(modules.map(fileSize)) };
}

function fileSize({ tree }: Module): number {
  return tree.text.replace(/\n$/, '').split('\n').length;
}

function functionSizes({ tree }: Module): number[] {
  const sizes: number[] = [];
  const visit = (node: ts.Node): void => {
    if (isNamedFunction(node)) sizes.push(lastLineOf(tree, node) - lineOf(tree, node) + 1);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return sizes;
}

function lastLineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
}

/** Callbacks are left out: hundreds of one-line arrows would make any median small. */
function isNamedFunction(node: ts.Node): boolean {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) {
    return ts.isVariableDeclaration(node.parent) || ts.isPropertyDeclaration(node.parent);
  }
  return ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
  return { count: sorted.length, median: at(0.5), p90: at(0.9), max: at(1) };
}
