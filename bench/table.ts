/** The summary as text for people. */
import type { Mark } from './marks.js';
import type { Spread } from './statistics.js';
import type { LoadSummary, MarkSummary, Summary } from './summary.js';

const heads = [
  '',
  'ops/s',
  'p50 ms',
  'p99 ms',
  'gateway CPU ms',
  'mongod CPU ms',
  'x bare',
  'errors',
  'mark',
];

const figureNames: Readonly<Record<Mark['figure'], string>> = {
  gatewayCpuMs: 'gateway CPU',
  aboveHashCpuMs: 'above the hash',
  p99Ms: 'p99',
  timesHello: 'x bare',
};

export function renderTable(summary: Summary): string {
  const rows = summary.loads.map((load) =>
    rowOf(
      load,
      summary.marks.find((mark) => mark.load === load.name),
    ),
  );
  return [alignColumns([heads, ...rows]), '', ...notes(summary)].join('\n');
}

function rowOf(load: LoadSummary, mark: MarkSummary | undefined): string[] {
  const { perSecond, p50Ms, p99Ms, gatewayCpuMs, mongodCpuMs, timesHello } = load;
  return [
    load.name,
    ...[perSecond, p50Ms, p99Ms, gatewayCpuMs, mongodCpuMs].map(showSpread),
    timesHello ? showNumber(timesHello.median) : '',
    String(load.errors),
    mark ? showMark(mark) : '',
  ];
}

function showMark({ figure, atMost, value, isMet }: MarkSummary): string {
  return `${figureNames[figure]} ${showNumber(value)}, at most ${atMost}: ${isMet ? 'met' : 'NOT MET'}`;
}

function notes({ loads, flood, hashCpuMs, graphqlCpuMs }: Summary): string[] {
  const signIn = loads.find(({ name }) => name === 'sign-in');
  const floods = flood ? [{ name: 'flood', ...flood }] : [];
  const failures = [...loads, ...floods].filter(({ errors }) => errors > 0);
  const lessHash = signIn ? `; sign-in less that: ${showSpread(signIn.lessBareHashCpuMs)} ms` : '';
  return [
    ...(signIn
      ? [`Sign-in is the hash and ${showSpread(signIn.aboveHashCpuMs)} ms of CPU on other threads.`]
      : []),
    ...(hashCpuMs ? [`Bare hash: ${showSpread(hashCpuMs)} ms of CPU${lessHash}.`] : []),
    `graphql-js and JSON alone: ${showSpread(graphqlCpuMs)} ms of CPU for a small query.`,
    ...floods.map(({ perSecond }) => `The flood: ${showSpread(perSecond)} sign-ins a second.`),
    ...failures.map(
      ({ name, errors, firstError }) => `FAILED  ${name}: ${errors} errors, first ${firstError ?? ''}`,
    ),
  ];
}

/** `0.21 (0.20–0.24)`: the median, and the range of the rounds beside it. */
export function showSpread(spread: Spread | undefined): string {
  if (!spread) return '';
  const { median, min, max } = spread;
  return min === max ? showNumber(median) : `${showNumber(median)} (${showNumber(min)}–${showNumber(max)})`;
}

/** Three figures that count: more would be noise. */
export function showNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (Math.abs(value) >= 100) return value.toFixed(0);
  if (Math.abs(value) >= 10) return value.toFixed(1);
  return value.toFixed(Math.abs(value) >= 1 ? 2 : 3);
}

export function alignColumns(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map(({ length }) => length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const isText = (column: number) => column === 0 || column === heads.length - 1;
  const cell = (text: string, column: number) =>
    isText(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(cell).join('  ').trimEnd()).join('\n');
}
