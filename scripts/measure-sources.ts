/**
 * Measures sources as check:layout does, also those of others: docs/decisions/0029-beside-the-models.md has the figures.
 * `npx tsx scripts/measure-sources.ts` prints ours, `… <root> <folder>...` what lies there (.ts, .js, .mjs).
 */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

import { type Module, parseModule } from './layout-imports.js';
import { measureSizes, type Spread } from './layout-sizes.js';
import { readSourceFiles } from './source-files.js';

/** What puts our parts together, and nothing else. */
const rootFiles = /^src\/(compose\.ts$|compose\/|.+\.room\.ts$)/;
const testCase = /^\s*(it|test)(\.each|\.failing)?[(`]/gm;
const blankOrComment = /^\s*($|\/\/|\/?\*)/;

function read(root: string, folders: readonly string[]): Module[] {
  return readSourceFiles(root, folders).map(parseModule);
}

function linesOf({ tree }: Module): string[] {
  return tree.text.replace(/\n$/, '').split('\n');
}

function describeSizes(modules: readonly Module[]): string {
  const { files, functions } = measureSizes(modules);
  const code = modules.flatMap(linesOf).filter((line) => !blankOrComment.test(line));
  const total = modules.flatMap(linesOf).length;
  const sizes = `files ${describe(files)}; functions ${describe(functions)}`;
  return `${String(total)} lines, ${String(code.length)} of code; ${sizes}`;
}

function describe({ count, median, p90, max }: Spread): string {
  return `${String(count)} (median ${String(median)}, p90 ${String(p90)}, max ${String(max)} lines)`;
}

function describeTests(tests: readonly Module[], sources: readonly Module[]): string {
  const cases = tests.flatMap(({ tree }) => [...tree.text.matchAll(testCase)]);
  const lines = tests.flatMap(linesOf).length;
  const ratio = (lines / sources.flatMap(linesOf).length).toFixed(2);
  const files = `${String(tests.length)} files, ${String(lines)} lines`;
  return `${files}, ${String(cases.length)} cases; ${ratio} lines a line of source`;
}

function describeRoot(modules: readonly Module[]): string {
  const nodes = modules.flatMap(({ tree }) => descendants(tree));
  const spreads = nodes.filter(ts.isSpreadAssignment);
  const [widest] = nodes
    .filter(ts.isInterfaceDeclaration)
    .sort((one, other) => other.members.length - one.members.length);
  const needs = widest ? `${widest.name.text} with ${String(widest.members.length)} members` : 'none';
  const files = `${String(modules.length)} files, ${String(modules.flatMap(linesOf).length)} lines`;
  return `${files}, ${String(spreads.length)} objects spread; widest interface: ${needs}`;
}

function descendants(node: ts.Node): ts.Node[] {
  const found: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    found.push(child, ...descendants(child));
  });
  return found;
}

function printOurs(root: string): void {
  const sources = read(root, ['src', 'packages/guard/src']);
  const rooted = sources.filter(({ path }) => rootFiles.test(path));
  console.log(`sources: ${describeSizes(sources)}`);
  console.log(`composition: ${describeRoot(rooted)}`);
  console.log(`tests: ${describeTests(read(root, ['test']), sources)}`);
}

const [root, ...folders] = process.argv.slice(2);
if (root === undefined) printOurs(fileURLToPath(new URL('..', import.meta.url)));
else console.log(describeSizes(read(root, folders)));
