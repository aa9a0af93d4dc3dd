/** What a stranger does to take a room out: its folder, its tests, its lines where rooms are put together. Reads no disk. */
import ts from 'typescript';

import { findNodes } from '../architecture/source-tree.js';
import { type Import, type Module, parseModule } from '../layout-imports.js';
import type { SourceFile } from '../source-files.js';

export interface TakenOut {
  /** Paths of the room's files, and of tests and tools that are about them. */
  readonly removed: readonly string[];
  /** New texts by path, of the files that put rooms together. */
  readonly edited: ReadonlyMap<string, string>;
  /** Statements that went from those. */
  readonly blocks: number;
  /** Names that nothing else there used. */
  readonly names: number;
}

/** The only sources that may name a room which can go. */
const joints = ['src/compose.ts', 'src/cli/program.ts'];

/** @param modules of all sources, tests and tools. */
export function takeOut(modules: readonly Module[], isOfRoom: (path: string) => boolean): TakenOut {
  const removed = withUsers(modules, new Set(modules.map(({ path }) => path).filter(isOfRoom)));
  const cuts = modules
    .filter(({ path }) => joints.includes(path))
    .map((joint) => ({ path: joint.path, ...cut(joint, (target) => removed.has(target)) }))
    .filter(({ blocks }) => blocks > 0);
  return {
    removed: [...removed],
    edited: new Map(cuts.map(({ path, text }) => [path, text])),
    blocks: sum(cuts.map(({ blocks }) => blocks)),
    names: sum(cuts.map(({ names }) => names)),
  };
}

/** With whatever outside src imports them, and what imports that. */
function withUsers(modules: readonly Module[], gone: Set<string>): Set<string> {
  const others = modules.filter(({ path }) => !path.startsWith('src/'));
  const isUser = ({ path, imports }: Module) =>
    !gone.has(path) && imports.some(({ target }) => target !== undefined && gone.has(target));
  for (let users = others.filter(isUser); users.length > 0; users = others.filter(isUser))
    for (const { path } of users) gone.add(path);
  return gone;
}

interface Cut {
  readonly text: string;
  readonly blocks: number;
  readonly names: number;
}

function cut(joint: Module, isGone: (target: string) => boolean): Cut {
  const toRoom = joint.imports.filter(({ target }) => target !== undefined && isGone(target));
  const statements = joint.tree.statements.filter(ts.isImportDeclaration).filter(isAmong(toRoom));
  const names = statements.flatMap(importedNames);
  const blocks = [...dynamicImports(joint.tree, toRoom), ...uses(joint.tree, names)].flatMap(blockAround);
  const held = variablesOf(joint.tree, names);
  const text = remove(joint.tree, [...statements, ...held, ...blocks]);
  const rest = dropUnused(joint.path, dropMentions(joint.path, text, held.flatMap(declaredNames)));
  return { text: rest.text, blocks: new Set(blocks).size, names: rest.dropped };
}

function isAmong(imports: readonly Import[]) {
  return ({ moduleSpecifier }: ts.ImportDeclaration) =>
    ts.isStringLiteral(moduleSpecifier) &&
    imports.some(({ specifier }) => specifier === moduleSpecifier.text);
}

function importedNames({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  return bindings && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
}

function dynamicImports(tree: ts.SourceFile, imports: readonly Import[]): ts.Node[] {
  return findNodes(tree, ts.isCallExpression).filter(
    ({ expression, arguments: [path] }) =>
      expression.kind === ts.SyntaxKind.ImportKeyword &&
      path &&
      ts.isStringLiteral(path) &&
      imports.some(({ specifier }) => specifier === path.text),
  );
}

function uses(tree: ts.SourceFile, names: readonly string[]): ts.Node[] {
  return findNodes(tree, ts.isCallExpression).filter(({ expression }) =>
    names.includes(expression.getText()),
  );
}

/** The innermost `if` around it; where there is none, the statement that it is. */
function blockAround(node: ts.Node): ts.Statement[] {
  let statement: ts.Statement | undefined;
  for (let place = node; !ts.isFunctionLike(place) && !ts.isSourceFile(place); place = place.parent) {
    if (ts.isIfStatement(place)) return [place];
    if (ts.isExpressionStatement(place)) statement ??= place;
  }
  return statement === undefined ? [] : [statement];
}

/** What is declared as of a type of the room (where it was left out, it was never given a value), or holds what the room makes. */
function variablesOf(tree: ts.SourceFile, names: readonly string[]): ts.VariableStatement[] {
  return findNodes(tree, ts.isVariableStatement).filter((statement) => {
    const types = findNodes(statement, ts.isTypeReferenceNode).map(({ typeName }) => typeName.getText());
    const makers = findNodes(statement, ts.isCallExpression).map(({ expression }) => expression.getText());
    return [...types, ...makers].some((name) => names.includes(name));
  });
}

function declaredNames({ declarationList }: ts.VariableStatement): string[] {
  return declarationList.declarations.map(({ name }) => name.getText());
}

/** Takes names out of what is handed on, and of what takes it. */
function dropMentions(path: string, text: string, names: readonly string[]): string {
  const { tree } = parseModule({ path, text } satisfies SourceFile);
  const places = [
    ...findNodes(tree, ts.isShorthandPropertyAssignment),
    ...findNodes(tree, ts.isBindingElement),
  ];
  const mentions = places.filter(({ name }) => names.includes(name.getText()));
  return mentions
    .toSorted((a, b) => b.pos - a.pos)
    .reduce((rest, { pos, end }) => rest.slice(0, pos) + rest.slice(end).replace(/^,/, ''), text);
}

function remove(tree: ts.SourceFile, nodes: readonly ts.Node[]): string {
  const last = [...new Set(nodes)].sort((a, b) => b.pos - a.pos);
  return last.reduce(
    (text, node) => text.slice(0, node.getFullStart()) + text.slice(node.getEnd()),
    tree.text,
  );
}

/** As whoever edits it does, or the compiler says so: names that were there for what is gone alone. */
function dropUnused(path: string, text: string): { readonly text: string; readonly dropped: number } {
  const { tree } = parseModule({ path, text } satisfies SourceFile);
  const lists = [...findNodes(tree, ts.isNamedImports), ...findNodes(tree, ts.isObjectBindingPattern)];
  const unused = lists.map((list) => ({ list, kept: list.elements.filter((element) => isUsed(element)) }));
  const changed = unused.filter(({ list, kept }) => kept.length < list.elements.length).reverse();
  const rest = changed.reduce((edited, { list, kept }) => {
    const whole = kept.length === 0 && ts.isNamedImports(list) ? list.parent.parent : list;
    const written = whole === list ? `{ ${kept.map((element) => element.getText()).join(', ')} }` : '';
    return edited.slice(0, whole.getStart()) + written + edited.slice(whole.getEnd());
  }, text);
  return { text: rest, dropped: sum(changed.map(({ list, kept }) => list.elements.length - kept.length)) };
}

function isUsed(element: ts.ImportSpecifier | ts.BindingElement): boolean {
  const { name } = element;
  const scope = ts.findAncestor(element, (node) => ts.isFunctionLike(node) || ts.isSourceFile(node));
  const mentions = scope
    ? findNodes(scope, ts.isIdentifier).filter(({ text }) => text === name.getText())
    : [];
  return mentions.some((mention) => mention !== name);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
