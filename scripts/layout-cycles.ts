/** Finds circles among imports, of types too: such modules cannot be read, moved or loaded one without the other. */
import type { Import, Module } from './layout-imports.js';

export interface Cycle {
  /** In the order of the imports; the last one imports the first. */
  readonly paths: readonly string[];
  /** Of the import, in the first file, that enters the circle. */
  readonly line: number;
}

type Graph = ReadonlyMap<string, ReadonlyMap<string, Import>>;

/** At least one shortest circle for each knot; a file is named in the first circle found only. */
export function findCycles(modules: readonly Module[]): Cycle[] {
  const graph = allImports(modules);
  const reported = new Set<string>();
  const cycles: Cycle[] = [];
  for (const start of [...graph.keys()].sort()) {
    const paths = reported.has(start) ? undefined : shortestCircle(graph, start);
    if (!paths) continue;
    for (const path of paths) reported.add(path);
    cycles.push({ paths, line: graph.get(start)?.get(paths[1] ?? start)?.line ?? 1 });
  }
  return cycles;
}

function allImports(modules: readonly Module[]): Graph {
  const known = new Set(modules.map((module) => module.path));
  return new Map(
    modules.map((module) => {
      const edges = new Map<string, Import>();
      for (const found of module.imports) {
        if (found.target && known.has(found.target)) edges.set(found.target, found);
      }
      return [module.path, edges];
    }),
  );
}

/** Breadth first, so that the circle in the message is the shortest there is. */
function shortestCircle(graph: Graph, start: string): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const next of graph.get(path)?.keys() ?? []) {
      if (next === start) return pathBack(cameFrom, start, path);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, path);
      queue.push(next);
    }
  }
  return undefined;
}

function pathBack(cameFrom: ReadonlyMap<string, string>, start: string, end: string): string[] {
  const paths = [end];
  for (let path = end; path !== start;) {
    path = cameFrom.get(path) ?? start;
    paths.unshift(path);
  }
  return paths;
}
