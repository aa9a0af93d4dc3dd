/** The rooms as a Mermaid flowchart, a rank a row, those that need the fewest others at the bottom. */
import type { RoomFacts } from './room-facts.js';

/** By room, what it needs directly. */
export type RoomNeeds = ReadonlyMap<string, ReadonlySet<string>>;

/** One room needs the other. */
interface Arrow {
  readonly from: string;
  readonly to: string;
}

/** An arrow that others lead around to is left out: `account` reaches `users` by way of `credentials`. */
export function drawRooms(rooms: readonly RoomFacts[]): string[] {
  const built = rooms.filter(isBuilt);
  const arrows = arrowsOf(needsOf(built));
  return [
    'flowchart TB',
    '  classDef optional stroke-dasharray: 5 4',
    '  classDef unbuilt fill:none',
    ...drawUnbuilt(rooms),
    ...built.map(({ name }) => `  ${idOf(name)}["${name}"]`),
    ...arrows.map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`),
    ...holdRows(built, arrows),
    `  class ${built.filter(isOptional).map(idOfRoom).join(',')} optional`,
  ];
}

/** Those that build themselves; the others are what they are made of, or what puts them together. */
function isBuilt({ parts }: RoomFacts): boolean {
  return parts.some(({ path }) => path.endsWith('.room.ts'));
}

function isOptional({ parts }: RoomFacts): boolean {
  return parts.some(({ leftOutBy }) => leftOutBy.length > 0);
}

export function needsOf(rooms: readonly RoomFacts[]): RoomNeeds {
  const needed = ({ parts }: RoomFacts) =>
    parts.flatMap(({ needs }) => needs.flatMap(({ room }) => room ?? []));
  return new Map(rooms.map((room) => [room.name, new Set(needed(room).sort())]));
}

function arrowsOf(needs: RoomNeeds): Arrow[] {
  return [...needs].flatMap(([from, needed]) =>
    [...needed].filter((to) => !leadsAround(needs, from, to)).map((to) => ({ from, to })),
  );
}

function leadsAround(needs: RoomNeeds, from: string, to: string): boolean {
  return [...(needs.get(from) ?? [])].some((step) => step !== to && reaches(needs, step, to));
}

function reaches(needs: RoomNeeds, from: string, to: string): boolean {
  return from === to || [...(needs.get(from) ?? [])].some((step) => reaches(needs, step, to));
}

/** Links that are not drawn, where no arrow holds a room one row above the rank before its own. */
function holdRows(rooms: readonly RoomFacts[], arrows: readonly Arrow[]): string[] {
  const rows = ranksOf(rooms).map((rank) => rooms.filter((room) => room.rank === rank));
  return rows.slice(1).flatMap((row, index) => {
    const below = rows[index] ?? [];
    const isHeld = ({ name }: RoomFacts) =>
      arrows.some(({ from, to }) => from === name && below.some((room) => room.name === to));
    const [anchor] = below;
    if (anchor === undefined) return [];
    return row.filter((room) => !isHeld(room)).map((room) => `  ${idOfRoom(room)} ~~~ ${idOfRoom(anchor)}`);
  });
}

/** A box for all that is above the rooms, and one for all that is below. */
function drawUnbuilt(rooms: readonly RoomFacts[]): string[] {
  const built = ranksOf(rooms.filter(isBuilt));
  const [lowest = 0] = built;
  const highest = built.at(-1) ?? 0;
  const unbuilt = rooms.filter((room) => !isBuilt(room));
  const text = (isThere: (rank: number) => boolean) =>
    ranksOf(unbuilt)
      .filter(isThere)
      .reverse()
      .map((rank) => `${String(rank)}: ${namesAt(unbuilt, rank).join(', ')}`)
      .join('<br>');
  const rowOf = (rank: number) => namesAt(rooms.filter(isBuilt), rank).map(idOf);
  return [
    `  above["${text((rank) => rank > highest)}"] ~~~ ${rowOf(highest).join(' & ')}`,
    `  ${rowOf(lowest).join(' & ')} ~~~ below["${text((rank) => rank < lowest)}"]`,
    '  class above,below unbuilt',
  ];
}

function namesAt(rooms: readonly RoomFacts[], rank: number): string[] {
  return rooms.filter((room) => room.rank === rank).map(({ name }) => name);
}

function ranksOf(rooms: readonly RoomFacts[]): number[] {
  return [...new Set(rooms.flatMap(({ rank }) => rank ?? []))].sort((a, b) => a - b);
}

/** `graph` and `end` are words of Mermaid. */
function idOf(name: string): string {
  return `room-${name}`;
}

function idOfRoom({ name }: RoomFacts): string {
  return idOf(name);
}
