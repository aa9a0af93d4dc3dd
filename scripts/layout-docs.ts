/**
 * What an export says of itself where another room imports it: one sentence directly above it, for those who do not open the
 * file. Inside its room it needs none, since the file is read with it.
 */
import ts from 'typescript';

import { type Import, lineOf, type Module } from './layout-imports.js';

/** An exported name, with the statement that declares it. */
interface Export {
  readonly name: string;
  readonly line: number;
  readonly documented: boolean;
}

/** An export without a word, and who imports it all the same. */
interface SilentExport {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly importedBy: string;
}

/** Texts of a page as constants are read in the browser, and a room file's header speaks for what it exports. */
const selfEvident = /\.(css|script|room)\.ts$/;

/** @param roomOf the room of a path; imports inside one room count for nothing. */
export function findSilentExports(
  modules: readonly Module[],
  roomOf: (path: string) => string,
): SilentExport[] {
  const importers = mapImporters(modules, roomOf);
  return modules
    .filter(({ path }) => !selfEvident.test(path))
    .flatMap(({ path, tree }) =>
      exportsOf(tree).flatMap(({ name, line, documented }) => {
        const importedBy = importers.get(nameOf(path, name)) ?? importers.get(nameOf(path, '*'));
        return documented || importedBy === undefined ? [] : [{ file: path, line, name, importedBy }];
      }),
    );
}

/** The first file of another room, by `path name`. */
function mapImporters(modules: readonly Module[], roomOf: (path: string) => string): Map<string, string> {
  const importers = new Map<string, string>();
  for (const { path, imports } of modules) {
    for (const { target, names } of imports.filter(leavesRoom(roomOf(path), roomOf))) {
      for (const name of names) {
        const key = nameOf(target ?? '', name);
        if (!importers.has(key)) importers.set(key, path);
      }
    }
  }
  return importers;
}

function leavesRoom(room: string, roomOf: (path: string) => string): (found: Import) => boolean {
  return ({ target }) => target !== undefined && roomOf(target) !== room;
}

function nameOf(path: string, name: string): string {
  return `${path} ${name}`;
}

function exportsOf(tree: ts.SourceFile): Export[] {
  const found = tree.statements.filter(isExported).flatMap((statement) => {
    const documented = isDocumented(statement);
    return declaredNames(statement).map((name) => ({ name, line: lineOf(tree, statement), documented }));
  });
  // One sentence does for a value and its type of the same name.
  const spoken = new Set(found.filter(({ documented }) => documented).map(({ name }) => name));
  return found.map((each) => ({ ...each, documented: spoken.has(each.name) }));
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
}

function declaredNames(statement: ts.Statement): string[] {
  const declarations = ts.isVariableStatement(statement)
    ? statement.declarationList.declarations
    : [statement];
  return declarations
    .map((declaration) => ts.getNameOfDeclaration(declaration as ts.Declaration))
    .filter((name) => name !== undefined && ts.isIdentifier(name))
    .map((name) => name.text);
}

/** The classes of GraphQL types carry their sentence as the description that clients read. */
function isDocumented(statement: ts.Statement): boolean {
  const decorators = ts.canHaveDecorators(statement) ? (ts.getDecorators(statement) ?? []) : [];
  return isSpokenFor(statement) || decorators.some((decorator) => /\bdescription:/.test(decorator.getText()));
}

/** A comment with an empty line below it is about the file. */
function isSpokenFor(statement: ts.Statement): boolean {
  const comment = ts.getJSDocCommentsAndTags(statement).at(-1);
  if (comment === undefined) return false;
  return !/\n\s*\n/.test(statement.getSourceFile().text.slice(comment.end, statement.getStart()));
}
