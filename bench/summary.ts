/** From the rounds to what is told: medians, ratios to the yardsticks of the same round, marks. */
import type { FloodReport, Measurement } from './load.js';
import type { Mark } from './marks.js';
import { helloName, type Round } from './round.js';
import { type Spread, spreadOf } from './statistics.js';

export interface LoadSummary {
  readonly name: string;
  readonly operations: number;
  readonly errors: number;
  readonly firstError?: string;
  readonly perSecond: Spread;
  readonly p50Ms: Spread;
  readonly p99Ms: Spread;
  /** The CPU figures are absent in the flood, whose hashes cannot be told from the load's own work. */
  readonly gatewayCpuMs?: Spread;
  readonly mongodCpuMs?: Spread;
  /** How many bare node:http answers one operation costs. */
  readonly timesHello?: Spread;
  /** What was spent on other threads than those that hash. */
  readonly aboveHashCpuMs?: Spread;
  /** The whole less the bare hash: the same thing told roughly, and a check that one operation is one hash. */
  readonly lessBareHashCpuMs?: Spread;
}

export interface MarkSummary extends Mark {
  readonly value: number;
  readonly isMet: boolean;
}

export interface Summary {
  readonly loads: readonly LoadSummary[];
  readonly marks: readonly MarkSummary[];
  /** Where it was asked for. */
  readonly flood?: { readonly perSecond: Spread; readonly errors: number; readonly firstError?: string };
  /** Where a load that hashes was asked for. */
  readonly hashCpuMs?: Spread;
  readonly graphqlCpuMs: Spread;
  readonly errors: number;
}

const hashing: ReadonlySet<string> = new Set(['sign-up', 'sign-in']);

export function summarize(rounds: readonly Round[], marks: readonly Mark[]): Summary {
  const names = Object.keys(rounds[0]?.loads ?? {});
  const loads = names.map((name) => summarizeLoad(name, rounds));
  const floods = rounds.flatMap(({ flood }) => flood ?? []);
  const flood = floods.length > 0 ? summarizeFlood(floods) : undefined;
  const hashes = rounds.flatMap(({ hashCpuMs }) => hashCpuMs ?? []);
  return {
    loads,
    marks: marks.filter(({ load }) => names.includes(load)).map((mark) => judge(mark, loads)),
    ...(flood && { flood }),
    ...(hashes.length > 0 && { hashCpuMs: spreadOf(hashes) }),
    graphqlCpuMs: spreadOf(rounds.map(({ graphqlCpuMs }) => graphqlCpuMs)),
    errors: loads.reduce((sum, { errors }) => sum + errors, flood?.errors ?? 0),
  };
}

function summarizeLoad(name: string, rounds: readonly Round[]): LoadSummary {
  const measured = rounds.flatMap(({ loads }) => loads[name] ?? []);
  const spread = (figure: (measurement: Measurement) => number) => spreadOf(measured.map(figure));
  return {
    name,
    operations: measured.reduce((sum, { operations }) => sum + operations, 0),
    ...totalErrors(measured),
    perSecond: spread(({ perSecond }) => perSecond),
    p50Ms: spread(({ p50Ms }) => p50Ms),
    p99Ms: spread(({ p99Ms }) => p99Ms),
    ...(!name.endsWith('in flood') && summarizeCpu(name, rounds)),
  };
}

function summarizeCpu(name: string, rounds: readonly Round[]): Partial<LoadSummary> {
  const cpuMs = ({ loads }: Round, load = name) => loads[load]?.serverCpuMs ?? NaN;
  const spread = (figure: (round: Round) => number) => spreadOf(rounds.map(figure));
  return {
    gatewayCpuMs: spread((round) => cpuMs(round)),
    mongodCpuMs: spread(({ loads }) => loads[name]?.mongodCpuMs ?? NaN),
    timesHello: spread((round) => cpuMs(round) / cpuMs(round, helloName)),
    ...(hashing.has(name) && {
      aboveHashCpuMs: spread((round) => cpuMs(round) - (round.loads[name]?.hashThreadsCpuMs ?? NaN)),
      lessBareHashCpuMs: spread((round) => cpuMs(round) - (round.hashCpuMs ?? NaN)),
    }),
  };
}

function summarizeFlood(floods: readonly FloodReport[]) {
  return { perSecond: spreadOf(floods.map(({ perSecond }) => perSecond)), ...totalErrors(floods) };
}

function totalErrors(reports: readonly Pick<Measurement, 'errors' | 'firstError'>[]) {
  const firstError = reports.find((report) => report.firstError !== undefined)?.firstError;
  const errors = reports.reduce((sum, report) => sum + report.errors, 0);
  return { errors, ...(firstError !== undefined && { firstError }) };
}

function judge(mark: Mark, loads: readonly LoadSummary[]): MarkSummary {
  const value = loads.find(({ name }) => name === mark.load)?.[mark.figure]?.median ?? NaN;
  // NaN meets nothing.
  return { ...mark, value, isMet: value <= mark.atMost };
}
