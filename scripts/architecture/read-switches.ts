/** Which room files the composition root loads only where a setting wants them, and which settings these are. */
import { posix } from 'node:path';
import ts from 'typescript';

import { findNodes, type SourceTree } from './source-tree.js';

const COMPOSE = 'src/compose.ts';
const FEATURES = 'src/config/features.ts';

/** By room file: `FEATURES_DISABLED=audit`, or names of settings as the sources write them (`captchaProvider`). */
export type Switches = ReadonlyMap<string, readonly string[]>;

export function readSwitches(tree: SourceTree): Switches {
  const compose = tree.find(COMPOSE)?.tree;
  const conditions = compose === undefined ? [] : findNodes(compose, ts.isIfStatement);
  return new Map(
    conditions.flatMap((condition) =>
      loadedIn(condition).map((path) => [path, settingsOf(tree, condition.expression)] as const),
    ),
  );
}

/** By `await import('./audit/audit.room.js')`. */
function loadedIn(condition: ts.IfStatement): string[] {
  return findNodes(condition.thenStatement, ts.isCallExpression)
    .filter(({ expression }) => expression.kind === ts.SyntaxKind.ImportKeyword)
    .flatMap((call) => call.arguments.filter(ts.isStringLiteral))
    .map(({ text }) => posix.join(posix.dirname(COMPOSE), text).replace(/\.js$/, '.ts'));
}

function settingsOf(tree: SourceTree, condition: ts.Expression): string[] {
  const name = ts.isPropertyAccessExpression(condition) ? condition.name.text : condition.getText();
  const features = tree.find(FEATURES)?.tree;
  const answer =
    features && findNodes(features, ts.isPropertyAssignment).find((p) => p.name.getText() === name);
  if (answer === undefined || features === undefined) return [name];
  return [...featuresIn(answer), ...settingsIn([answer, ...rulesOf(features, answer)])];
}

function featuresIn(answer: ts.PropertyAssignment): string[] {
  return findNodes(answer, ts.isStringLiteral).map(({ text }) => `FEATURES_DISABLED=${text}`);
}

/** The functions of the same file that it calls. */
function rulesOf(features: ts.SourceFile, answer: ts.PropertyAssignment): ts.FunctionDeclaration[] {
  const called = findNodes(answer, ts.isCallExpression).map(({ expression }) => expression.getText());
  return findNodes(features, ts.isFunctionDeclaration).filter(({ name }) =>
    called.includes(name?.text ?? ''),
  );
}

function settingsIn(nodes: readonly ts.Node[]): string[] {
  const names = nodes
    .flatMap((node) => findNodes(node, ts.isPropertyAccessExpression))
    .filter(({ expression }) => expression.getText() === 'config')
    .map(({ name }) => name.text);
  return [...new Set(names)];
}
