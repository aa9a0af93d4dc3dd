/** What a source file imports and exports, read from its syntax tree. Knows no rule. */
import { posix } from 'node:path';
import ts from 'typescript';

import type { SourceFile } from './source-files.js';

export interface Import {
  readonly specifier: string;
  /** Where a relative specifier leads, as a source path (`.js` read as `.ts`); undefined for packages. */
  readonly target: string | undefined;
  readonly line: number;
  /** Gone after compilation. `import { type A }` is not: it still runs the other file. */
  readonly typeOnly: boolean;
  /** As the other file calls them; `*` where it is taken whole. */
  readonly names: readonly string[];
}

export interface Module {
  readonly path: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

export function parseModule(file: SourceFile): Module {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ESNext, true);
  const imports: Import[] = [];
  const visit = (node: ts.Node): void => {
    const found = specifierOf(node);
    if (found) imports.push({ ...describeImport(tree, found), names: namesOf(node) });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path: file.path, tree, imports };
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function describeImport(tree: ts.SourceFile, { literal, typeOnly }: Specifier): Omit<Import, 'names'> {
  const specifier = literal.text;
  const relative = specifier.startsWith('.');
  const target = relative ? posix.join(posix.dirname(tree.fileName), specifier) : undefined;
  return { specifier, target: target?.replace(/\.js$/, '.ts'), line: lineOf(tree, literal), typeOnly };
}

interface Specifier {
  readonly literal: ts.StringLiteral;
  readonly typeOnly: boolean;
}

/** The four forms: import and export declarations, `import()` as an expression, and `import()` as a type. */
function specifierOf(node: ts.Node): Specifier | undefined {
  if (ts.isImportDeclaration(node)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return specifier(node.moduleSpecifier, typeOnly);
  }
  if (ts.isExportDeclaration(node)) return specifier(node.moduleSpecifier, node.isTypeOnly);
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return specifier(node.argument.literal, true);
  }
  const dynamic = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return dynamic ? specifier(node.arguments[0], false) : undefined;
}

function specifier(literal: ts.Node | undefined, typeOnly: boolean): Specifier | undefined {
  return literal && ts.isStringLiteral(literal) ? { literal, typeOnly } : undefined;
}

function namesOf(node: ts.Node): string[] {
  if (ts.isImportDeclaration(node)) return elementNames(node.importClause?.namedBindings);
  if (ts.isExportDeclaration(node) && node.exportClause) return elementNames(node.exportClause);
  if (ts.isImportTypeNode(node)) return [node.qualifier?.getText() ?? '*'];
  return ['*'];
}

/** `import './a.js'` takes no name; `* as a`, and `export *`, every one. */
function elementNames(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): string[] {
  if (bindings === undefined) return [];
  if (!ts.isNamedImports(bindings) && !ts.isNamedExports(bindings)) return ['*'];
  return bindings.elements.map(({ propertyName, name }) => (propertyName ?? name).text);
}
