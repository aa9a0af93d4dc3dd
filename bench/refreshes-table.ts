/** The minutes of a long run as text for people, and whether they stay as they are. */
import type { Machine } from './machine.js';
import type { Pace } from './paced-load.js';
import { spreadOf } from './statistics.js';
import { alignColumns, showNumber } from './table.js';

/** Bytes. */
export interface CollectionSize {
  readonly name: string;
  readonly count: number;
  /** Of the documents. */
  readonly size: number;
  /** Of the documents as they lie on disk. */
  readonly storageSize: number;
  readonly totalIndexSize: number;
}

export interface Minute extends Pace {
  /** CPU of one refresh. */
  readonly gatewayCpuMs: number;
  readonly mongodCpuMs: number;
  /** Of the gateway. */
  readonly residentMb: number;
  readonly collections: readonly CollectionSize[];
}

export interface RefreshFigures extends Machine {
  readonly perMinute: number;
  readonly users: number;
  readonly connections: number;
  readonly minutes: readonly Minute[];
}

/** What is told of each minute. */
export const tracks = {
  p50Ms: (minute: Minute) => minute.p50Ms,
  p99Ms: (minute: Minute) => minute.p99Ms,
  gatewayCpuMs: (minute: Minute) => minute.gatewayCpuMs,
  mongodCpuMs: (minute: Minute) => minute.mongodCpuMs,
  residentMb: (minute: Minute) => minute.residentMb,
  sessionsMb: (minute: Minute) => sumMb(minute, isSessions, 'storageSize'),
  sessionIndexesMb: (minute: Minute) => sumMb(minute, isSessions, 'totalIndexSize'),
  othersMb: (minute: Minute) => sumMb(minute, (size) => !isSessions(size), 'storageSize'),
  otherIndexesMb: (minute: Minute) => sumMb(minute, (size) => !isSessions(size), 'totalIndexSize'),
} as const;

/** As people read them. */
const trackNames: Readonly<Record<keyof typeof tracks, string>> = {
  p50Ms: 'p50 ms',
  p99Ms: 'p99 ms',
  gatewayCpuMs: 'gateway CPU ms',
  mongodCpuMs: 'mongod CPU ms',
  residentMb: 'resident MB',
  sessionsMb: 'sessions MB',
  sessionIndexesMb: "sessions' indexes MB",
  othersMb: 'others MB',
  otherIndexesMb: "others' indexes MB",
};

const isSessions = ({ name }: CollectionSize) => name === 'sessions';

function sumMb(
  { collections }: Minute,
  isMeant: (size: CollectionSize) => boolean,
  figure: 'storageSize' | 'totalIndexSize',
): number {
  return collections.filter(isMeant).reduce((sum, size) => sum + size[figure], 0) / 1e6;
}

/** The last third of the minutes may be so many times the middle third: the first is for warming up and for the file's first growth. */
const flat = 1.15;

/** With fewer there is no middle third. */
export const leastMinutes = 3;

export function trendOf(minutes: readonly Minute[], track: (minute: Minute) => number): number {
  const third = Math.floor(minutes.length / 3);
  const median = (some: readonly Minute[]) => spreadOf(some.map(track)).median;
  return median(minutes.slice(-third)) / median(minutes.slice(-2 * third, -third));
}

export function renderRefreshes({ minutes, perMinute, users, cores, node }: RefreshFigures): string {
  const names = Object.keys(tracks) as (keyof typeof tracks)[];
  const heads = ['minute', 'refreshes', ...names.map((name) => trackNames[name]), ''];
  const rows = minutes.map((minute, index) => [
    String(index + 1),
    String(minute.operations),
    ...names.map((name) => showNumber(tracks[name](minute))),
    minute.errors > 0 ? `${minute.errors} errors, first ${minute.firstError ?? ''}` : '',
  ]);
  const verdicts = names.map((name) => {
    const trend = trendOf(minutes, tracks[name]);
    return `${trackNames[name]}: the last third is ${trend.toFixed(2)} times the middle one: ${trend <= flat ? 'flat' : 'NOT FLAT'}`;
  });
  const head = `${cores} cores, Node ${node.slice(1)}; ${perMinute} refreshes a minute due, ${users} accounts`;
  return [head, '', alignColumns([heads, ...rows]), '', ...verdicts].join('\n');
}
