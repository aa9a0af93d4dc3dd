/**
 * The layout of the sources as rules: which room may import which, how files are named, what a file may not be.
 * Pure: it is given the files and gives back what is wrong; check-layout.ts reads the disk and prints.
 */
import { posix } from 'node:path';
import ts from 'typescript';

import { findCycles } from './layout-cycles.js';
import { findSilentExports } from './layout-docs.js';
import { type Import, lineOf, type Module, parseModule } from './layout-imports.js';
import { largestMedian, measureSizes, type Sizes } from './layout-sizes.js';
import type { SourceFile } from './source-files.js';

/** Rooms from the ground up. A room imports rooms of lower ranks only; types count like values. */
export const ranks: readonly (readonly string[])[] = [
  ['foundation'],
  ['config', 'database', 'markup', 'messages', 'jobs'],
  ['http', 'terminal'],
  ['pages', 'telemetry', 'migrations'],
  ['mail', 'abuse', 'foreign-hashes'],
  ['keys', 'users', 'passwords'],
  ['sessions'],
  ['captcha', 'credentials', 'resource-servers'],
  ['mail-links'],
  ['sign-in', 'link-pages'],
  ['second-factor', 'passkeys', 'federation', 'email-sign-in', 'account', 'administration'],
  ['demo', 'transfer', 'subgraph'],
  ['graphql'],
  ['upstream'],
  ['developer-pages', 'server'],
  ['house'],
  ['compose'],
  ['gateway', 'toolbox', 'workers'],
  ['backup', 'doctor', 'serve'],
  ['cli', 'load-bundle'],
  ['main'],
];

/** Rooms beside the ranks: they listen to events, so that taking one out changes nobody else. */
const listeners: {
  readonly rooms: readonly string[];
  readonly mayImport: readonly string[];
  readonly mayImportTypesOf: readonly string[];
  readonly importedBy: readonly string[];
} = {
  rooms: ['audit', 'observe'],
  mayImport: ['foundation', 'config', 'database', 'http'],
  mayImportTypesOf: ['users'],
  importedBy: ['compose'],
};

/** What may stand between a file's name and its extension: `session.model.ts`. */
const roles: ReadonlySet<string> = new Set([
  ...['room', 'model', 'resolver', 'type', 'input', 'scalar', 'page', 'route', 'job', 'worker', 'commands'],
  ...['css', 'script'], // text of a page, as a constant
  'openapi', // what a route file says of its paths
  'config', // vite.config.ts: so Vite wants it
]);
/** What may follow a role: `sandbox.page.test.ts`. */
const suffixes: ReadonlySet<string> = new Set(['test', 'bench']);

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export interface Violation {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
  readonly advice: string;
}

export interface LayoutReport {
  readonly violations: readonly Violation[];
  readonly sizes: Sizes;
}

export function checkLayout(files: readonly SourceFile[]): Violation[] {
  return [...inspectLayout(files).violations];
}

export function inspectLayout(files: readonly SourceFile[]): LayoutReport {
  const modules = files.map(parseModule);
  const shipped = modules.filter(isShipped);
  const sizes = measureSizes(shipped);
  const violations = [
    ...modules.flatMap((module) => [...checkName(module), ...checkPaths(module)]),
    ...shipped.filter((module) => !isWorker(module)).flatMap(checkDefaultExports),
    ...modules.filter(isGateway).flatMap((module) => [...checkBarrel(module), ...checkRooms(module)]),
    ...checkCycles(modules),
    ...checkSilence(modules.filter(isGateway)),
    ...checkMedians(sizes),
  ];
  return { violations: violations.sort(byPlace), sizes };
}

function byPlace(a: Violation, b: Violation): number {
  return a.file.localeCompare(b.file) || a.line - b.line;
}

function isGateway({ path }: Module): boolean {
  return path.startsWith('src/');
}

/** Piscina runs the default export of a worker's file, so workers have one. */
function isWorker({ path }: Module): boolean {
  return path.includes('.worker.');
}

function isShipped({ path }: Module): boolean {
  return /^(src|packages\/[^/]+\/src)\//.test(path);
}

function checkName({ path }: Module): Violation[] {
  const folders = path.split('/');
  const [name = '', ...dotted] = (folders.pop() ?? '').replace(/\.(ts|js|mjs)$/, '').split('.');
  if (suffixes.has(dotted.at(-1) ?? '')) dotted.pop();
  const known = dotted.length <= 1 && dotted.every((role) => roles.has(role));
  if (known && [...folders, name].every((part) => kebabCase.test(part))) return [];
  const advice = `name it in kebab-case, with a known role after a dot if any: ${[...roles].join(', ')}`;
  return [{ file: path, line: 1, rule: 'file-name', advice }];
}

function checkDefaultExports({ path, tree }: Module): Violation[] {
  const advice = 'export it under its name, which is also the name of the file';
  return tree.statements
    .filter(exportsDefault)
    .map((statement) => ({ file: path, line: lineOf(tree, statement), rule: 'no-default-export', advice }));
}

function exportsDefault(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (ts.isExportDeclaration(statement)) return exportedNames(statement).includes('default');
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
}

function exportedNames({ exportClause }: ts.ExportDeclaration): string[] {
  if (!exportClause) return [];
  if (ts.isNamespaceExport(exportClause)) return [exportClause.name.text];
  return exportClause.elements.map((element) => element.name.text);
}

function checkBarrel({ path, tree }: Module): Violation[] {
  const reExportsOnly =
    tree.statements.some(ts.isExportDeclaration) &&
    tree.statements.every((node) => ts.isExportDeclaration(node) || ts.isImportDeclaration(node));
  if (!reExportsOnly && posix.basename(path) !== 'index.ts') return [];
  const advice = 'import from the file that declares the name, and delete this one';
  return [{ file: path, line: 1, rule: 'no-barrel', advice }];
}

/** Relative paths stay inside their package: the gateway, its tests and tools take packages by their names. */
function checkPaths(module: Module): Violation[] {
  return module.imports.flatMap((found) => {
    const advice =
      found.target === undefined ? deepImportAdvice(found) : crossingAdvice(module, found.target);
    if (!advice) return [];
    return [{ file: module.path, line: found.line, rule: 'package-by-path', advice }];
  });
}

function deepImportAdvice({ specifier }: Import): string | undefined {
  const deep = /^(@portcullis\/[^/]+)\/(src|dist)\//.exec(specifier);
  return deep ? `import what ${deep[1] ?? ''} exports, not its files` : undefined;
}

function crossingAdvice({ path }: Module, target: string): string | undefined {
  const from = territory(path);
  const to = territory(target);
  if (to === from) return undefined;
  if (to.startsWith('packages/')) return `import @portcullis/${to.slice('packages/'.length)} by its name`;
  if (from === 'src' || from.startsWith('packages/'))
    return `${from} stands alone: it may not need ${target}`;
  return undefined;
}

function territory(path: string): string {
  const [first = '', second = ''] = path.split('/');
  return first === 'packages' ? `${first}/${second}` : first;
}

/** What every room stands on; known to the files that build rooms, and to nothing else in them. */
const GROUND = 'src/house/ground.ts';

function checkRooms(module: Module): Violation[] {
  const room = roomOf(module.path);
  if (!isKnown(room)) {
    const advice = `${room} has no rank: give it one at the top of scripts/layout-rules.ts`;
    return [{ file: module.path, line: 1, rule: 'unknown-room', advice }];
  }
  return module.imports.flatMap((found) => {
    if (isRoomFile(module.path) && found.target === GROUND) return [];
    const advice = found.target?.startsWith('src/')
      ? (refuseBuilding(module, found) ?? refuseImport(room, roomOf(found.target), found))
      : undefined;
    return advice ? [{ file: module.path, line: found.line, rule: 'downwards-only', advice }] : [];
  });
}

function isRoomFile(path: string): boolean {
  return path.endsWith('.room.ts');
}

/** A room is built by the composition root alone; others take the types of what it offers. */
function refuseBuilding({ path }: Module, { target = '', typeOnly }: Import): string | undefined {
  if (!isRoomFile(target) || typeOnly || path === 'src/compose.ts') return undefined;
  return `rooms are built by src/compose.ts alone: take the type of what ${roomOf(target)} offers`;
}

/** `users` for src/users/profile.ts and for src/users.ts. */
function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

function isKnown(room: string): boolean {
  return listeners.rooms.includes(room) || rankOf(room) >= 0;
}

function rankOf(room: string): number {
  return ranks.findIndex((rooms) => rooms.includes(room));
}

function refuseImport(from: string, to: string, found: Import): string | undefined {
  if (from === to || !isKnown(to)) return undefined;
  if (listeners.rooms.includes(from)) return refuseListener(from, to, found.typeOnly);
  if (listeners.rooms.includes(to)) {
    const allowed = listeners.importedBy.includes(from);
    return allowed
      ? undefined
      : `raise an event: ${to} listens, and only ${either(listeners.importedBy)} knows it`;
  }
  if (rankOf(to) < rankOf(from)) return undefined;
  const how = rankOf(to) === rankOf(from) ? 'beside' : 'above';
  return `${to} stands ${how} ${from}: move what both need to a lower room, or let compose hand it in`;
}

function refuseListener(from: string, to: string, typeOnly: boolean): string | undefined {
  if (listeners.mayImport.includes(to)) return undefined;
  if (typeOnly && listeners.mayImportTypesOf.includes(to)) return undefined;
  const types = `types of ${listeners.mayImportTypesOf.join(', ')}`;
  return `${from} only listens to events: it may import ${listeners.mayImport.join(', ')} and ${types}`;
}

function either(names: readonly string[]): string {
  return names.join(' or ');
}

function checkCycles(modules: readonly Module[]): Violation[] {
  return findCycles(modules).map(({ paths, line }) => {
    const [first = ''] = paths;
    const advice = `break the circle ${[...paths, first].join(' -> ')}`;
    return { file: first, line, rule: 'no-cycle', advice };
  });
}

function checkSilence(modules: readonly Module[]): Violation[] {
  return findSilentExports(modules, roomOf).map(({ file, line, name, importedBy }) => {
    const advice = `${importedBy} imports ${name}: say above it what its name and types do not, or move it there`;
    return { file, line, rule: 'no-silent-export', advice };
  });
}

function checkMedians({ functions, files }: Sizes): Violation[] {
  const medians = [
    { what: 'functions', median: functions.median, limit: largestMedian.functionLines },
    { what: 'files', median: files.median, limit: largestMedian.fileLines },
  ];
  return medians
    .filter(({ median, limit }) => median > limit)
    .map(({ what, median, limit }) => {
      const advice = `half of all ${what} have more than ${String(limit)} lines (median ${String(median)}): split`;
      return { file: 'src', line: 1, rule: 'median-size', advice };
    });
}
