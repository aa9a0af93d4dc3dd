/** By which names a room's contributions are told: classes of resolvers, paths of routes, keys of tables, functions else. */
import ts from 'typescript';

import type { Module } from '../layout-imports.js';
import { findConstant, findFunction, findNodes, returnedObject, type SourceTree } from './source-tree.js';

interface Place {
  readonly tree: SourceTree;
  readonly module: Module;
  /** Whether what is contributed goes by its keys. */
  readonly isTable: boolean;
}

/** A route is made by a function of its file, which a function of the room may call. */
const MOST_CALLS = 3;

/** @param kind a key of `contributes`, with what is written there. */
export function nameContribution(
  place: Place,
  kind: { readonly key: string; readonly value: ts.Node },
): readonly string[] {
  const isRoutes = kind.key.toLowerCase().endsWith('routes');
  return [...new Set(isRoutes ? pathsOf(place, kind.value) : namesOf(place, kind.value))];
}

function namesOf(place: Place, node: ts.Node): string[] {
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap((element) => namesOf(place, element));
  if (ts.isSpreadElement(node)) return namesOf(place, node.expression);
  if (ts.isConditionalExpression(node))
    return [...namesOf(place, node.whenTrue), ...namesOf(place, node.whenFalse)];
  if (ts.isNewExpression(node)) return [node.expression.getText()];
  if (ts.isObjectLiteralExpression(node)) return nameObject(place, node);
  if (ts.isArrowFunction(node)) return nameFunction(node);
  if (ts.isCallExpression(node)) return nameCall(place, node);
  return [node.getText()];
}

/** An entry of a list by its `name` or `collection`, a table by its keys. */
function nameObject(place: Place, node: ts.ObjectLiteralExpression): string[] {
  if (place.isTable) return node.properties.flatMap((property) => keyOf(place, property));
  return [identityOf(place, node) ?? node.getText()];
}

function identityOf(place: Place, node: ts.ObjectLiteralExpression): string | undefined {
  const [named] = node.properties
    .filter(ts.isPropertyAssignment)
    .filter(({ name }) => ['name', 'collection'].includes(name.getText()));
  if (named === undefined) return undefined;
  const { initializer } = named;
  return ts.isStringLiteral(initializer) ? initializer.text : modelOf(place, initializer.getText());
}

/** `User` for `users.collection.name`, where `users` was made there by `createUserModel`. */
function modelOf({ tree, module }: Place, text: string): string {
  const name = text.replace(/\.collection\.name$/, '');
  const made = findConstant(tree, module, name)?.node.getText() ?? '';
  return /^create(\w+)Model\(/.exec(made)?.[1] ?? name;
}

function keyOf({ tree, module }: Place, { name }: ts.ObjectLiteralElementLike): string[] {
  if (name === undefined) return [];
  if (!ts.isComputedPropertyName(name)) return [name.getText().replaceAll("'", '')];
  const value = findConstant(tree, module, name.expression.getText())?.node;
  return [value && ts.isStringLiteral(value) ? value.text : name.expression.getText()];
}

/** By what it does last. */
function nameFunction({ body }: ts.ArrowFunction): string[] {
  const last = findNodes(body, ts.isCallExpression).at(-1);
  return last === undefined ? [] : [last.expression.getText()];
}

/** By what it makes where that has a name or keys; else by itself, which is what a reader looks for. */
function nameCall(place: Place, node: ts.CallExpression): string[] {
  const name = node.expression.getText();
  const made = findFunction(place.tree, place.module, name);
  const object = made?.node.body && returnedObject(made.node.body);
  if (!made || !object || !(place.isTable || identityOf(place, object))) return [name];
  return nameObject({ ...place, module: made.module }, object);
}

/** Of every route that is made there, from what it says to OpenAPI. */
function pathsOf(place: Place, node: ts.Node, calls = 0): string[] {
  if (ts.isIdentifier(node)) {
    const found = findConstant(place.tree, place.module, node.text);
    return found ? pathsOf({ ...place, module: found.module }, found.node, calls) : [node.text];
  }
  const spoken = findNodes(node, ts.isPropertyAssignment)
    .filter(({ name }) => name.getText() === 'openapi')
    .flatMap(({ initializer }) => spokenPaths(place, initializer));
  const made = findNodes(node, ts.isCallExpression).flatMap(({ expression }) =>
    calls < MOST_CALLS ? pathsOfMaker(place, expression.getText(), calls) : [],
  );
  return [...made, ...spoken];
}

function pathsOfMaker(place: Place, name: string, calls: number): string[] {
  const found = findFunction(place.tree, place.module, name);
  const isMaker = found?.module === place.module || /Routes?$/.test(name);
  if (!isMaker || !found?.node.body) return [];
  return pathsOf({ ...place, module: found.module }, found.node.body, calls + 1);
}

function spokenPaths(place: Place, value: ts.Expression): string[] {
  const described = findConstant(place.tree, place.module, value.getText());
  if (described === undefined || !ts.isObjectLiteralExpression(described.node)) return [value.getText()];
  const there = { ...place, module: described.module };
  return described.node.properties.flatMap((property) => keyOf(there, property));
}
