/** Runs one operation over and over on some connections, and tells how fast, how evenly, at what cost. */
import type { CpuMeter, CpuReading } from './process-cpu.js';
import { quantile, sortNumbers } from './statistics.js';

export interface Load {
  readonly name: string;
  /** Each sends its next request when it has the answer to the last. */
  readonly connections: number;
  readonly seconds: number;
  readonly cpu: CpuMeter;
  /** Reads the CPU often, so that no hash thread ends unseen. */
  readonly watchesThreads?: boolean;
  /** @param connection counts from 0. */
  readonly operation: (connection: number) => Promise<unknown>;
}

/** Ends at what comes first. What is fast gets its thousands, which the JIT wants; what is slow does not take all day. */
export interface WarmUp {
  readonly operations: number;
  readonly seconds: number;
}

/** One load in one round. Figures are NaN where nothing succeeded. */
export interface Measurement {
  readonly operations: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly serverCpuMs: number;
  readonly mongodCpuMs: number;
  /** Of the server's, what was spent on hashing threads. */
  readonly hashThreadsCpuMs: number;
  readonly errors: number;
  readonly firstError?: string;
}

interface Tally {
  readonly latenciesMs: number[];
  errors: number;
  firstError?: string;
}

/** One wrong answer fails the run; a few more tell whether it was a hiccup, and then it is over soon. */
const toleratedErrors = 20;
const watchPauseMs = 100;

export async function measure(load: Load, warmUp: WarmUp): Promise<Measurement> {
  const warm = await drive(load, warmUp.seconds, warmUp.operations);
  const before = load.cpu();
  const start = performance.now();
  const watch = load.watchesThreads ? setInterval(load.cpu, watchPauseMs) : undefined;
  const tally = await drive(load, load.seconds, Infinity);
  clearInterval(watch);
  const elapsedMs = performance.now() - start;
  const after = load.cpu();
  tally.errors += warm.errors;
  const firstError = warm.firstError ?? tally.firstError;
  return { ...figures(tally, elapsedMs, before, after), ...(firstError !== undefined && { firstError }) };
}

function figures(
  { latenciesMs, errors }: Tally,
  elapsedMs: number,
  before: CpuReading,
  after: CpuReading,
): Measurement {
  const operations = latenciesMs.length;
  const sorted = sortNumbers(latenciesMs);
  const perOperation = (ms: number) => (operations === 0 ? NaN : ms / operations);
  return {
    operations,
    perSecond: (operations / elapsedMs) * 1000,
    p50Ms: quantile(sorted, 0.5),
    p99Ms: quantile(sorted, 0.99),
    serverCpuMs: perOperation(after.serverMs - before.serverMs),
    mongodCpuMs: perOperation(after.mongodMs - before.mongodMs),
    hashThreadsCpuMs: perOperation(after.hashThreadsMs - before.hashThreadsMs),
    errors,
  };
}

/** Every operation that began in time is waited for and counted. */
async function drive(load: Load, seconds: number, operations: number): Promise<Tally> {
  const tally: Tally = { latenciesMs: [], errors: 0 };
  const end = performance.now() + seconds * 1000;
  const goesOn = () =>
    performance.now() < end && tally.latenciesMs.length < operations && tally.errors < toleratedErrors;
  await Promise.all(
    Array.from({ length: load.connections }, (_, index) =>
      repeat(() => load.operation(index), tally, goesOn),
    ),
  );
  return tally;
}

async function repeat(operation: () => Promise<unknown>, tally: Tally, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    const start = performance.now();
    try {
      await operation();
      tally.latenciesMs.push(performance.now() - start);
    } catch (error) {
      tally.errors++;
      tally.firstError ??= error instanceof Error ? error.message : String(error);
    }
  }
}

/** A load that runs beside others until it is told to stop. */
export interface Flood {
  stop(): Promise<FloodReport>;
}

export type FloodReport = Pick<Measurement, 'perSecond' | 'errors' | 'firstError'>;

export function startFlood(connections: number, operation: Load['operation']): Flood {
  const tally: Tally = { latenciesMs: [], errors: 0 };
  const start = performance.now();
  let isOver = false;
  const goesOn = () => !isOver && tally.errors < toleratedErrors;
  const runs = Array.from({ length: connections }, (_, index) =>
    repeat(() => operation(index), tally, goesOn),
  );
  return {
    async stop() {
      isOver = true;
      await Promise.all(runs);
      const perSecond = (tally.latenciesMs.length / (performance.now() - start)) * 1000;
      const { errors, firstError } = tally;
      return { perSecond, errors, ...(firstError !== undefined && { firstError }) };
    },
  };
}
