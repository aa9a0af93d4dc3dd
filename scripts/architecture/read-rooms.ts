/** Reads all rooms of the sources, by their ranks. */
import type { SourceFile } from '../source-files.js';
import { readRoomFile } from './read-room-file.js';
import { readSwitches, type Switches } from './read-switches.js';
import type { PartFacts, RoomFacts } from './room-facts.js';
import { headerOf, roomOf, type SourceTree } from './source-tree.js';

/** Which file speaks for a folder that has neither a room file nor a file of its own name. */
export type Spokesmen = Readonly<Record<string, string>>;

/** @throws Error where a room says nothing of itself. */
export function readRooms(
  tree: SourceTree,
  ranks: readonly (readonly string[])[],
  spokesmen: Spokesmen = {},
): RoomFacts[] {
  const switches = readSwitches(tree);
  const own = tree.files.filter(({ path }) => path.startsWith('src/'));
  const names = [...new Set(own.map(({ path }) => roomOf(path)))];
  const rankOf = (name: string) => ranks.findIndex((rooms) => rooms.includes(name));
  return names
    .map((name) => readRoom(tree, name, { rank: rankOf(name), switches, spokesman: spokesmen[name] }))
    .sort((a, b) => place(a, ranks) - place(b, ranks));
}

/** Those that stand beside come last. */
function place({ name, rank }: RoomFacts, ranks: readonly (readonly string[])[]): number {
  if (rank === undefined) return Number.MAX_SAFE_INTEGER;
  return rank * 100 + (ranks[rank]?.indexOf(name) ?? 0);
}

interface Standing {
  readonly rank: number;
  readonly switches: Switches;
  readonly spokesman: string | undefined;
}

function readRoom(tree: SourceTree, name: string, { rank, switches, spokesman }: Standing): RoomFacts {
  const files = tree.files.filter(({ path }) => path.startsWith(`src/${name}/`));
  const parts = files
    .flatMap(({ path }) => (path.endsWith('.room.ts') ? (tree.find(path) ?? []) : []))
    .map((module) => ({ ...readRoomFile(tree, module), leftOutBy: switches.get(module.path) ?? [] }));
  return {
    name,
    rank: rank < 0 ? undefined : rank,
    parts: parts.length > 0 ? parts : [readMainFile(tree, name, spokesman)],
    models: files.flatMap(modelsOf),
    files: parts.length > 0 ? [] : files.map(({ path }) => path.slice(`src/${name}/`.length)),
  };
}

function readMainFile(tree: SourceTree, name: string, spokesman: string | undefined): PartFacts {
  const paths = spokesman === undefined ? [`src/${name}.ts`, `src/${name}/${name}.ts`] : [spokesman];
  const [main] = paths.flatMap((path) => tree.find(path) ?? []);
  if (main === undefined)
    throw new Error(`src/${name} has no main file: name one in scripts/architecture.ts`);
  const says = headerOf(main);
  if (says === undefined) throw new Error(`${main.path} does not open with what it owns`);
  return { path: main.path, says, needs: [], offers: [], contributes: [], leftOutBy: [] };
}

/** `User` for `registerModel(connection, 'User', UserDocument)`. */
function modelsOf({ text }: SourceFile): string[] {
  return [...text.matchAll(/\bregisterModel\(\s*\w+,\s*'(\w+)'/g)].flatMap(([, name]) => name ?? []);
}
