/**
 * Which tests a change can break. Imports tell it for unit tests; a test that starts the gateway would import all of it, so
 * there the operations and paths that it asks for lead to the rooms that answer them. Pure: it is given the files.
 */
import { posix } from 'node:path';

import type { SourceFile } from './source-files.js';

/** Rooms that every request passes through, or that put the others together. */
const groundRooms: ReadonlySet<string> = new Set([
  ...['foundation', 'config', 'database', 'http', 'graphql', 'server', 'compose', 'jobs', 'messages'],
  'migrations',
]);
const gatewayStarters = ['test/harness/gateway.ts', 'test/harness/gateway-process.ts'];
const commandStarter = 'test/harness/command-line.ts';
/** Rooms that show in processes of their own alone. */
const processRooms: Readonly<Record<string, string>> = {
  ...{ cli: commandStarter, backup: commandStarter, doctor: commandStarter },
  ...{ serve: 'test/harness/gateway-process.ts', main: 'test/harness/gateway-process.ts' },
};
/** What decides how every test runs, or on what. */
const affectsAll = /^(package(-lock)?\.json|tsconfig\.json|jest\.config\.js|test\/harness\/[\w-]+\.js)$/;

interface Graph {
  readonly files: ReadonlyMap<string, string>;
  /** The file, and what it imports directly or by others; types count. */
  reach(path: string): ReadonlySet<string>;
}

/** A resolver or a route. */
interface Answerer {
  readonly reached: ReadonlySet<string>;
  readonly isAskedIn: (text: string) => boolean;
}

/** @param changed paths of files that were added, changed or taken away. @returns paths of test files. */
export function findChangedTests(sources: readonly SourceFile[], changed: readonly string[]): string[] {
  const graph = createGraph(sources);
  const tests = [...graph.files.keys()].filter(isTest);
  if (changed.some((path) => affectsAll.test(path))) return tests;
  const answerers = [...graph.files].flatMap(([path, text]) => readAnswerer(graph, path, text));
  return tests.filter((test) => {
    const reached = graph.reach(test);
    const text = [...reached]
      .map((path) => (path.startsWith('test/') ? graph.files.get(path) : ''))
      .join('\n');
    return changed.some(
      (path) => reached.has(path) || isNamedIn(text, path) || isServed({ path, reached, text }, answerers),
    );
  });
}

const isTest = (path: string) =>
  /^(test|packages)\/.*\.test\.ts$/.test(path) && !/^test\/(examples|hostile)\//.test(path);

function createGraph(sources: readonly SourceFile[]): Graph {
  const files = new Map(sources.map(({ path, text }) => [path, text]));
  const direct = new Map(sources.map((file) => [file.path, targetsOf(file)]));
  return {
    files,
    reach(path) {
      const seen = new Set([path]);
      // A set goes on to what is added to it meanwhile. A gateway is no import of its test: see isServed.
      for (const at of seen)
        for (const next of direct.get(at) ?? [])
          if (!(next.startsWith('src/') && gatewayStarters.includes(at))) seen.add(next);
      return seen;
    },
  };
}

/** Read off the text: a syntax tree of every file takes longer than the tests that it spares. */
function targetsOf({ path, text }: SourceFile): string[] {
  const specifiers = [...text.matchAll(/\b(?:from|import)\s*\(?\s*'([^'\n]+)'/g)].map(
    ([, name = '']) => name,
  );
  return specifiers.flatMap((specifier) => {
    if (specifier.startsWith('.'))
      return [
        posix.join(posix.dirname(path), specifier).replace(/\.js$/, (js) => (isPlain(path) ? js : '.ts')),
      ];
    const [, found, name = 'index'] = /^@portcullis\/(\w+)(?:\/(.+))?$/.exec(specifier) ?? [];
    return found === undefined ? [] : [`packages/${found}/src/${name}.ts`];
  });
}

/** JavaScript names the files that it imports as they are. */
const isPlain = (path: string) => /\.m?js$/.test(path);

function readAnswerer(graph: Graph, path: string, text: string): Answerer[] {
  const find = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = '']) => name);
  if (path.endsWith('.resolver.ts')) {
    const asked = find(/@(?:Query|Mutation)\([\s\S]*?\n {2}(?:async )?(\w+)\(/g);
    return [{ reached: graph.reach(path), isAskedIn: (test) => asked.some((name) => mentions(test, name)) }];
  }
  if (!path.endsWith('.route.ts')) return [];
  const asked = find(/'(\/[\w.-][\w./-]*)/g);
  return [{ reached: graph.reach(path), isAskedIn: (test) => asked.some((name) => test.includes(name)) }];
}

/** As a field of a document, as the generated document, or with all of the schema. */
function mentions(text: string, operation: string): boolean {
  const generated = operation.replace(/^./, (first) => first.toUpperCase());
  return new RegExp(`\\b${operation}\\s*[({]|\\b${generated}Document\\b|schema\\.graphql`).test(text);
}

/** Documents, examples and schema files are read by name. */
function isNamedIn(text: string, path: string): boolean {
  const [, operation] = /^schema\/operations\/(.+)\.graphql$/.exec(path) ?? [];
  if (operation !== undefined)
    return mentions(
      text,
      operation.replace(/-./g, ([, a = '']) => a.toUpperCase()),
    );
  return !path.startsWith('src/') && text.includes(posix.basename(path));
}

interface Question {
  readonly path: string;
  readonly reached: ReadonlySet<string>;
  readonly text: string;
}

/** Whether the test asks a running gateway for what the file has a part in; what nobody can tell counts as yes. */
function isServed({ path, reached, text }: Question, answerers: readonly Answerer[]): boolean {
  const [, room = ''] = /^src\/([^/.]+)/.exec(path) ?? [];
  if (room === '' && !path.startsWith('packages/guard/src/')) return false;
  const process = processRooms[room];
  if (process !== undefined) return reached.has(process);
  if (!gatewayStarters.some((starter) => reached.has(starter))) return false;
  const having = answerers.filter((answerer) => answerer.reached.has(path));
  const isAsked = having.length === 0 || having.some(({ isAskedIn }) => isAskedIn(text));
  return groundRooms.has(room) || isAsked || isCompared(path, text);
}

/** What is served and what is told of it, of all rooms at once. */
function isCompared(path: string, text: string): boolean {
  return /\.(route|openapi)\.ts$/.test(path) && text.includes('/openapi.json');
}
