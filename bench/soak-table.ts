/** The half minutes of a soak as text for people, and whether anything grows in them. */
import type { Machine } from './machine.js';
import { fitSlope, type Slope } from './slope.js';
import { alignColumns, showNumber } from './table.js';

export interface GatewaySample {
  readonly residentMb: number;
  /** The least that was seen in the half minute: what is left after garbage was collected. */
  readonly heapMb: number;
  /** Open file descriptors, of which sockets are some. */
  readonly handles: number;
  readonly threads: number;
  readonly sockets: number;
  readonly databaseConnections: number;
}

interface OperationSample {
  /** Answered at the first attempt. */
  readonly answered: number;
  readonly p99Ms: number;
}

/** Half a minute. */
export interface SoakSample {
  /** Minutes since the load began. */
  readonly minute: number;
  readonly gateways: readonly GatewaySample[];
  /** By the name of the operation. */
  readonly operations: Readonly<Record<string, OperationSample>>;
  /** Whether a primary was elected in it: its p99 is that of the election, and is left out of the slope. */
  readonly hadElection: boolean;
}

export interface SoakFigures extends Machine {
  readonly minutes: number;
  readonly samples: readonly SoakSample[];
}

export const gatewayMeasures = {
  residentMb: 'resident memory, MB',
  heapMb: 'heap, MB',
  handles: 'open descriptors',
  threads: 'threads',
  sockets: 'sockets',
  databaseConnections: 'database connections',
} as const satisfies Record<keyof GatewaySample, string>;

export interface SoakTrend extends Slope {
  readonly name: string;
  /** `undecided`: the run was too short to tell it from flat. */
  readonly verdict: 'flat' | 'grows' | 'undecided';
}

/** What may come in an hour, as a share of the mean. Latency hangs on the machine's other work. */
const allowance = { gateway: 0.05, latency: 0.25 };
/** A part of the run, and no more than this: pools fill, code is compiled, old keys pile up to as many as stay. */
const warmUp = { share: 0.25, mostMinutes: 20 };

/** Each measure by `NAME of GATEWAY`, and `p99 of OPERATION`. */
export function findTrends({ samples, minutes }: SoakFigures): SoakTrend[] {
  const begin = Math.min(minutes * warmUp.share, warmUp.mostMinutes);
  const warm = samples.filter(({ minute }) => minute > begin);
  const quiet = warm.filter(({ hadElection }) => !hadElection);
  const names = Object.keys(samples.at(-1)?.operations ?? {});
  const count = samples.at(-1)?.gateways.length ?? 0;
  const measures = Object.keys(gatewayMeasures) as (keyof GatewaySample)[];
  return [
    ...measures.flatMap((measure) =>
      Array.from({ length: count }, (_, index) =>
        judge(
          `${gatewayMeasures[measure]}, gateway ${index + 1}`,
          warm,
          ({ gateways }) => gateways[index]?.[measure],
          allowance.gateway,
        ),
      ),
    ),
    ...names.map((name) =>
      judge(`p99 of ${name}, ms`, quiet, ({ operations }) => operations[name]?.p99Ms, allowance.latency),
    ),
  ];
}

function judge(
  name: string,
  samples: readonly SoakSample[],
  read: (sample: SoakSample) => number | undefined,
  share: number,
): SoakTrend {
  const points = samples.flatMap((sample) => {
    const y = read(sample);
    return y === undefined || Number.isNaN(y) ? [] : [{ x: sample.minute / 60, y }];
  });
  const line = fitSlope(points);
  const allowed = line.mean * share;
  const [least, most] = [line.slope - 2 * line.error, line.slope + 2 * line.error];
  const verdict = least > allowed ? 'grows' : most <= allowed ? 'flat' : 'undecided';
  return { name, ...line, verdict };
}

export function renderSoak(figures: SoakFigures): string {
  const rows = findTrends(figures).map(({ name, mean, slope, error, verdict }) => [
    name,
    ...[mean, slope, error].map(showNumber),
    verdict,
  ]);
  const head = `${figures.cores} cores, Node ${figures.node.slice(1)}; ${figures.minutes} minutes`;
  return [head, '', alignColumns([['', 'mean', 'an hour', '±', 'verdict'], ...rows])].join('\n');
}
