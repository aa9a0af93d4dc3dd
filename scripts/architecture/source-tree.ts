/** What is shipped as syntax trees, and the few questions about them that several readers have. Knows no room. */
import { posix } from 'node:path';
import ts from 'typescript';

import { type Module, parseModule } from '../layout-imports.js';
import type { SourceFile } from '../source-files.js';

export interface SourceTree {
  /** Of the gateway and of its packages, in the order of their paths. */
  readonly files: readonly SourceFile[];
  /** Parsed when first asked for, since most files have nothing to tell. @returns undefined where there is no such file. */
  find(path: string): Module | undefined;
}

export function parseSources(files: readonly SourceFile[]): SourceTree {
  const shipped = files
    .filter(({ path }) => /^(src|packages\/[^/]+\/src)\/.*\.ts$/.test(path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const byPath = new Map(shipped.map((file) => [file.path, file]));
  const parsed = new Map<string, Module>();
  return {
    files: shipped,
    find(path) {
      const file = byPath.get(path);
      const module = parsed.get(path) ?? (file && parseModule(file));
      if (module) parsed.set(path, module);
      return module;
    },
  };
}

/** `users` for src/users/profile.ts and for src/users.ts. */
export function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** The comment that a file opens with; undefined where it opens with code. */
export function headerOf({ tree }: Module): string | undefined {
  return commentAt(tree, 0) ?? commentAt(tree, tree.statements[0]?.getStart(tree, false) ?? 0);
}

function commentAt({ text }: ts.SourceFile, position: number): string | undefined {
  const start = position === 0 && text.startsWith('#!') ? text.indexOf('\n') + 1 : position;
  const found = /^\s*(\/\*\*[\s\S]*?\*\/)/.exec(text.slice(start))?.[1];
  return found === undefined ? undefined : plainText(found);
}

/** The doc comment of a declaration. */
export function docOf(node: ts.Node): string | undefined {
  const text = node.getSourceFile().text;
  const last = (ts.getLeadingCommentRanges(text, node.pos) ?? []).at(-1);
  const comment = last === undefined ? '' : text.slice(last.pos, last.end);
  return comment.startsWith('/**') ? plainText(comment) : undefined;
}

function plainText(comment: string): string {
  return comment
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** All nodes of a tree that a test picks, from the top down. */
export function findNodes<Found extends ts.Node>(
  root: ts.Node,
  isWanted: (node: ts.Node) => node is Found,
): Found[] {
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (isWanted(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(root);
  return found;
}

/** Where the name is imported from, as a source path; undefined for a package, or where it is the file's own. */
export function importedFrom({ path, tree }: Module, name: string): string | undefined {
  const declaration = tree.statements.filter(ts.isImportDeclaration).find(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    return bindings && ts.isNamedImports(bindings) && bindings.elements.some((e) => e.name.text === name);
  });
  const specifier = declaration?.moduleSpecifier;
  if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return undefined;
  return posix.join(posix.dirname(path), specifier.text).replace(/\.js$/, '.ts');
}

export interface Declaration<Node extends ts.Node> {
  readonly module: Module;
  readonly node: Node;
}

/** The function of that name, in this file or where it is imported from. */
export function findFunction(
  tree: SourceTree,
  module: Module,
  name: string,
): Declaration<ts.FunctionDeclaration> | undefined {
  const home = homeOf(tree, module, name);
  const node = home?.tree.statements.filter(ts.isFunctionDeclaration).find((f) => f.name?.text === name);
  return home && node ? { module: home, node } : undefined;
}

/** What a constant is set to, in this file or where it is imported from; those inside functions too. */
export function findConstant(
  tree: SourceTree,
  module: Module,
  name: string,
): Declaration<ts.Expression> | undefined {
  const home = homeOf(tree, module, name);
  const found = home && findNodes(home.tree, ts.isVariableDeclaration);
  const node = found?.find((variable) => ts.isIdentifier(variable.name) && variable.name.text === name);
  return home && node?.initializer ? { module: home, node: node.initializer } : undefined;
}

function homeOf(tree: SourceTree, module: Module, name: string): Module | undefined {
  const from = importedFrom(module, name);
  return from === undefined ? module : tree.find(from);
}

/** What a function gives back, where that is written as one object. */
export function returnedObject(body: ts.Node): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(body)) return body;
  if (!ts.isBlock(body)) return undefined;
  const [returned] = body.statements.filter(ts.isReturnStatement);
  const { expression } = returned ?? {};
  return expression && ts.isObjectLiteralExpression(expression) ? expression : undefined;
}
