/** Writes docs/architecture.md from the facts. Reads nothing. */
import type { Step, Walk } from './check-walks.js';
import { drawRooms, needsOf } from './picture.js';
import type { Contribution, Need, Offer, PartFacts, RoomFacts } from './room-facts.js';

export interface Architecture {
  readonly rooms: readonly RoomFacts[];
  /** What a room may contribute. */
  readonly kinds: readonly Offer[];
  readonly walks: readonly Walk[];
  /** The name in the environment of what leaves a room out: `FEATURES_DISABLED=audit`, `CAPTCHA_PROVIDER`. */
  readonly settingName: (leftOutBy: string) => string;
}

export function writePage(architecture: Architecture): string {
  const { rooms, kinds, walks } = architecture;
  const lines = [
    ...introduction,
    ...['```mermaid', ...drawRooms(rooms), '```', ''],
    ...[...legend, '', ...writeMatrix(rooms), ''],
    ...['## Walks', '', walkNote, '', ...walks.flatMap(writeWalk)],
    ...['## What a room may contribute', '', kindsNote, '', ...kinds.map(writeKind), ''],
    ...['## Rooms', '', roomsNote, '', ...rooms.flatMap((room) => writeRoom(room, architecture))],
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

const introduction = [
  '# Architecture',
  '',
  '<!-- Printed from the sources by `npm run gen:architecture`; edit them there, and the walks in scripts/architecture/walks.ts. -->',
  '',
  'A folder of `src` is a room: one capability, which builds itself. `src/<room>/<room>.room.ts` says what it needs of other',
  'rooms, what it offers them, and what it contributes to the whole. [src/compose.ts](../src/compose.ts) has the rooms in their',
  'order, each with what it is given. How one is added or taken out is in [CONTRIBUTING.md](../CONTRIBUTING.md).',
  '',
  '## Rooms by rank',
  '',
  'A row is a rank, and a room imports from the rows below its own only. An arrow leads from a room to one that it needs; where',
  'others lead there already it is left out, since nearly everything needs `sessions`, `mail` and `users` in the end. Settings',
  'can leave out the dashed rooms (of `observe` the metrics). `audit` and `observe` have no rank: they listen to events, and',
  'nobody calls them.',
  '',
];

const legend = [
  'All needs, also those that the picture leaves out. A row is a room that needs others, a column a room that is needed.',
];

const walkNote =
  'By file and function. `npm run gen:architecture` fails where a file is gone, or does not declare the name any more.';

const kindsNote =
  'Collected by `src/house`, each kind in one form ([contributions.ts](../src/house/contributions.ts)). A room may also `start` once all stand, and `stop`.';

const roomsNote = [
  'From the ground up. In brackets stands what is taken of the other room; `is handed` is what the composition root gives',
  'besides, mostly contributions of other rooms; `hangs on` are the settings that leave the room out. Each room that builds',
  'itself also stands on the ground: settings, database, events, clock ([ground.ts](../src/house/ground.ts)).',
].join('\n');

function writeMatrix(rooms: readonly RoomFacts[]): string[] {
  const needs = needsOf(rooms);
  const needed = rooms.filter(({ name }) => [...needs.values()].some((of) => of.has(name)));
  const needing = rooms.filter(({ name }) => (needs.get(name)?.size ?? 0) > 0);
  const mark = (from: string, to: string) => (needs.get(from)?.has(to) === true ? '●' : '');
  return [
    `| | ${needed.map(({ name }) => name).join(' | ')} |`,
    `| --- | ${needed.map(() => ':-:').join(' | ')} |`,
    ...needing.map(({ name }) => `| **${name}** | ${needed.map((to) => mark(name, to.name)).join(' | ')} |`),
  ];
}

function writeWalk({ title, intro, steps }: Walk): string[] {
  return [`### ${title}`, '', intro, '', ...steps.map(writeStep), ''];
}

function writeStep({ file, name, words }: Step, index: number): string {
  return `${String(index + 1)}. [${file}](../${file}) → \`${name}\`: ${words}`;
}

function writeKind({ name, doc }: Offer): string {
  return `- \`${name}\`${doc === undefined ? '' : `: ${doc}`}`;
}

function writeRoom(room: RoomFacts, { settingName }: Architecture): string[] {
  const { name, rank, parts, models, files } = room;
  const place = rank === undefined ? 'beside the ranks' : `rank ${String(rank)}`;
  const all = [
    { title: 'keeps', items: models.map((model) => `\`${model}\``) },
    { title: 'files', items: files.length > 1 ? files.map((file) => file.replace(/\.ts$/, '')) : [] },
  ];
  const list = all.flatMap(({ title, items }) => writeItems(title, items, ', '));
  const [first = [], ...others] = parts.map((part) => writePart(part, place, settingName));
  return [`### ${name}`, '', ...first, ...others.flatMap((lines) => ['', ...lines]), ...list, ''];
}

function writePart(part: PartFacts, place: string, settingName: (leftOutBy: string) => string): string[] {
  const { path, says, needs, offers, contributes, leftOutBy } = part;
  const ofRooms = needs.filter(({ room }) => room !== undefined);
  const handedIn = needs.filter(({ room }) => room === undefined);
  return [
    `${says} ([${path}](../${path}), ${place})`,
    '',
    ...writeItems('needs', ofRooms.map(writeNeed), '; '),
    ...writeItems('is handed', handedIn.map(writeOffer), '; '),
    ...writeItems('offers', offers.map(writeOffer), '; '),
    ...writeItems('contributes', contributes.map(writeContribution), '; '),
    ...writeItems(
      'hangs on',
      leftOutBy.map((setting) => `\`${settingName(setting)}\``),
      ', ',
    ),
  ];
}

function writeItems(title: string, items: readonly string[], separator: string): string[] {
  return items.length > 0 ? [`- **${title}** ${items.join(separator)}`] : [];
}

function writeNeed({ room = '', members, doc }: Need): string {
  const picked = members.length > 0 ? ` (${codes(members)})` : '';
  return `${room}${picked}${doc === undefined ? '' : `: ${inline(doc)}`}`;
}

function writeOffer({ name, doc }: Pick<Offer, 'name' | 'doc'>): string {
  return `\`${name}\`${doc === undefined ? '' : `: ${inline(doc)}`}`;
}

function writeContribution({ kind, names }: Contribution): string {
  return names.length > 0 ? `${kind} ${codes(names)}` : kind;
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** In a list whose entries end with a semicolon. */
function inline(sentence: string): string {
  return sentence.replace(/\.$/, '').replaceAll(';', ',').replaceAll('@throws', 'throws');
}
