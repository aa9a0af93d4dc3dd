/** From the rounds to ratios, and to text for people. */
import type { DatabaseSize, Filling } from './fill.js';
import type { GrowthLoad } from './growth-loads.js';
import type { Measurement } from './load.js';
import type { Machine } from './machine.js';
import { type Spread, spreadOf } from './statistics.js';
import { alignColumns, showNumber, showSpread } from './table.js';

/** The mark: what an operation may cost of what it does in the first crowd. */
export const growthMark = 1.15;

export interface MeasuredSize extends DatabaseSize, Filling {
  readonly users: number;
}

interface LoadAtSize {
  readonly users: number;
  /** CPU milliseconds of one operation; hashing threads are taken off. */
  readonly gatewayCpuMs: Spread;
  readonly mongodCpuMs: Spread;
  readonly p50Ms: Spread;
  /** Of gateway and mongod together, to the first size in the same round. */
  readonly cpuRatio: Spread;
  readonly p50Ratio: Spread;
}

export interface GrownLoad {
  readonly name: string;
  readonly isMarked: boolean;
  readonly at: readonly LoadAtSize[];
  readonly errors: number;
  readonly firstError?: string;
}

export interface GrowthFigures extends Machine {
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly sizes: readonly MeasuredSize[];
  readonly loads: readonly GrownLoad[];
}

/** @param measured by round, load and size. */
export function compareSizes(
  loads: readonly Pick<GrowthLoad, 'name' | 'isMarked'>[],
  measured: readonly (readonly (readonly Measurement[])[])[],
  users: readonly number[],
): GrownLoad[] {
  return loads.map(({ name, isMarked }, position) => {
    const rounds = measured.map((round) => round[position] ?? []);
    const all = rounds.flat();
    const firstError = all.find((measurement) => measurement.firstError !== undefined)?.firstError;
    return {
      ...{ name, isMarked },
      at: users.map((count, index) => atSize(count, rounds, index)),
      errors: all.reduce((sum, { errors }) => sum + errors, 0),
      ...(firstError !== undefined && { firstError }),
    };
  });
}

function atSize(users: number, rounds: readonly (readonly Measurement[])[], index: number): LoadAtSize {
  const spread = (figure: (measurement: Measurement) => number) =>
    spreadOf(rounds.map((sizes) => figureAt(sizes, index, figure)));
  const ratio = (figure: (measurement: Measurement) => number) =>
    spreadOf(rounds.map((sizes) => figureAt(sizes, index, figure) / figureAt(sizes, 0, figure)));
  return {
    users,
    gatewayCpuMs: spread(gatewayCpu),
    mongodCpuMs: spread(({ mongodCpuMs }) => mongodCpuMs),
    p50Ms: spread(({ p50Ms }) => p50Ms),
    cpuRatio: ratio((measurement) => gatewayCpu(measurement) + measurement.mongodCpuMs),
    p50Ratio: ratio(({ p50Ms }) => p50Ms),
  };
}

const gatewayCpu = ({ serverCpuMs, hashThreadsCpuMs }: Measurement) => serverCpuMs - hashThreadsCpuMs;

function figureAt(
  sizes: readonly Measurement[],
  index: number,
  figure: (measurement: Measurement) => number,
): number {
  const measurement = sizes[index];
  return measurement === undefined ? NaN : figure(measurement);
}

export function renderGrowth({ sizes, loads, cores, node, rounds, seconds }: GrowthFigures): string {
  const machine = `${cores} cores, Node ${node.slice(1)}; median of ${rounds} rounds of ${seconds} s`;
  const heads = ['', 'accounts', 'gateway CPU ms', 'mongod CPU ms', 'p50 ms', 'CPU ratio', 'p50 ratio', ''];
  const rows = loads.flatMap((load) => load.at.map((at, index) => rowOf(load, at, index)));
  const failures = loads
    .filter(({ errors }) => errors > 0)
    .map(({ name, errors, firstError }) => `FAILED  ${name}: ${errors} errors, first ${firstError ?? ''}`);
  return [machine, '', alignColumns([heads, ...rows]), '', ...sizes.map(showSize), ...failures].join('\n');
}

function rowOf({ name, isMarked }: GrownLoad, at: LoadAtSize, index: number): string[] {
  const { users, gatewayCpuMs, mongodCpuMs, p50Ms, cpuRatio, p50Ratio } = at;
  const verdict = cpuRatio.median <= growthMark ? 'met' : 'NOT MET';
  return [
    index === 0 ? name : '',
    users.toLocaleString('en'),
    ...[gatewayCpuMs, mongodCpuMs, p50Ms].map(({ median }) => showNumber(median)),
    ...(index === 0 ? ['1', '1', ''] : [showSpread(cpuRatio), showSpread(p50Ratio), isMarked ? verdict : '']),
  ];
}

function showSize({
  users,
  insertSeconds,
  indexSeconds,
  dataSize,
  indexSize,
  storageSize,
}: MeasuredSize): string {
  const mb = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
  return (
    `${users.toLocaleString('en')} accounts: ${insertSeconds.toFixed(1)} s to insert, ${indexSeconds.toFixed(1)} s to index; ` +
    `${mb(dataSize)} of documents, ${mb(storageSize)} on disk, ${mb(indexSize)} of indexes.`
  );
}
