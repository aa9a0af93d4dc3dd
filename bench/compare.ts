/**
 * Two builds of the gateway in one run, each load in turn on both (A B, then B A): what a machine does from hour to hour happens
 * to both, so that the ratio of a pair means something where a figure alone does not.
 */
import type { Measurement } from './load.js';
import { readResidentMb } from './process-cpu.js';
import { helloName, type Part } from './round.js';
import { type Spread, spreadOf } from './statistics.js';

/** One of the two, running. */
interface Side {
  readonly name: string;
  readonly pid: number;
  readonly parts: readonly Part[];
}

type Figure = 'gatewayCpuMs' | 'mongodCpuMs' | 'aboveHashCpuMs' | 'p99Ms' | 'memoryMb';

export interface ComparedFigure {
  readonly load: string;
  readonly figure: Figure;
  readonly before: Spread;
  readonly after: Spread;
  /** After by before, pair by pair. */
  readonly ratio: Spread;
  readonly ratios: readonly number[];
  /** Of `after`, as a multiple of bare node:http in the same pair. */
  readonly timesHello?: Spread;
}

type Measured = Readonly<Record<string, Measurement>>;

interface Pair {
  readonly before: Measured;
  readonly after: Measured;
}

export interface Comparison {
  readonly figures: readonly ComparedFigure[];
  readonly errors: number;
  readonly firstError?: string;
}

export interface CompareOptions {
  readonly before: Side;
  readonly after: Side;
  /** Bare node:http, which is no side's. */
  readonly hello: Part;
  readonly pairs: number;
  readonly only: readonly string[];
  readonly report: (text: string) => void;
}

export async function compare(options: CompareOptions): Promise<Comparison> {
  const pairs: Pair[] = [];
  for (let number = 0; number < options.pairs; number++) pairs.push(await measurePair(options, number));
  const loads = Object.keys(pairs[0]?.after ?? {}).filter((name) => name !== helloName);
  const measured = pairs.flatMap(({ before, after }) => [...Object.values(before), ...Object.values(after)]);
  const firstError = measured.find((measurement) => measurement.firstError !== undefined)?.firstError;
  return {
    figures: [...loads.flatMap((load) => figuresOf(load, pairs)), memoryOf(options)],
    errors: measured.reduce((sum, { errors }) => sum + errors, 0),
    ...(firstError !== undefined && { firstError }),
  };
}

async function measurePair(options: CompareOptions, number: number): Promise<Pair> {
  const { before, after, hello, only, report } = options;
  const bare = await hello.run(number === 0);
  const pair = { before: { ...bare }, after: { ...bare } };
  for (const [index, part] of after.parts.entries()) {
    if (only.length > 0 && !only.includes(part.name)) continue;
    report(`pair ${number + 1} of ${options.pairs}: ${part.name}`);
    const other = before.parts[index];
    if (other === undefined) throw new TypeError('The two sides have different parts.');
    const runs = [
      async () => Object.assign(pair.before, await other.run(number === 0)),
      async () => Object.assign(pair.after, await part.run(number === 0)),
    ];
    for (const run of number % 2 === 0 ? runs : runs.toReversed()) await run();
  }
  return pair;
}

function figuresOf(load: string, pairs: readonly Pair[]): ComparedFigure[] {
  const at = (figure: Figure, read: (measurement: Measurement) => number): ComparedFigure => {
    const values = (side: keyof Pair) => pairs.map((pair) => readFrom(pair[side], load, read));
    const [before, after] = [values('before'), values('after')];
    const ratios = after.map((value, index) => value / (before[index] ?? NaN));
    return {
      load,
      figure,
      before: spreadOf(before),
      after: spreadOf(after),
      ratio: spreadOf(ratios),
      ratios,
    };
  };
  if (load.endsWith('in flood')) return [at('p99Ms', ({ p99Ms }) => p99Ms)];
  const cpu = at('gatewayCpuMs', ({ serverCpuMs }) => serverCpuMs);
  const bare = (pair: Pair) => readFrom(pair.after, helloName, ({ serverCpuMs }) => serverCpuMs);
  const timesHello = pairs.map(
    (pair) => readFrom(pair.after, load, ({ serverCpuMs }) => serverCpuMs) / bare(pair),
  );
  const isHashing = load.startsWith('sign-');
  return [
    isHashing ? cpu : { ...cpu, timesHello: spreadOf(timesHello) },
    ...(isHashing
      ? [at('aboveHashCpuMs', ({ serverCpuMs, hashThreadsCpuMs }) => serverCpuMs - hashThreadsCpuMs)]
      : []),
    ...(load === 'key set' ? [] : [at('mongodCpuMs', ({ mongodCpuMs }) => mongodCpuMs)]),
  ];
}

function readFrom(measured: Measured, load: string, read: (measurement: Measurement) => number): number {
  const measurement = measured[load];
  return measurement === undefined ? NaN : read(measurement);
}

/** Resident, when everything has run. */
function memoryOf({ before, after }: CompareOptions): ComparedFigure {
  const [one, other] = [readResidentMb(before.pid), readResidentMb(after.pid)];
  const ratio = other / one;
  return {
    ...{ load: 'memory after the run', figure: 'memoryMb', ratios: [ratio] },
    ...{ before: spreadOf([one]), after: spreadOf([other]), ratio: spreadOf([ratio]) },
  };
}
