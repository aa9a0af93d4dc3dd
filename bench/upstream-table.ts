/** What stands before an upstream, compared with nothing: figures of all rounds, and as text for people. */
import { type Spread, spreadOf } from './statistics.js';
import { alignColumns, showNumber, showSpread } from './table.js';
import type { SideRound } from './upstream-side.js';

export const bareName = 'the server alone';

/** CPU in ms for each operation, beyond what the server alone takes in the same round. */
const addedMark = 0.15;
/** At 1,000 operations a second. */
const addedP99Mark = 2;

interface SideSummary {
  readonly name: string;
  readonly perSecond: Spread;
  /** Of all servers together, as fast as it goes. */
  readonly cpuMs: Spread;
  readonly addedCpuMs: Spread;
  /** At the steady rate, where each operation wakes everybody up. */
  readonly addedPacedCpuMs: Spread;
  readonly pacedP50Ms: Spread;
  readonly pacedP99Ms: Spread;
  readonly addedP99Ms: Spread;
  readonly p99Ratio: Spread;
  /** Of the machine's time in a round at the steady rate, by its host: what is taken for 10 ms is a p99. */
  readonly stolenMs: Spread;
  /** Resident, after the run. */
  readonly memoryMb: number;
}

export interface UpstreamSummary {
  readonly sides: readonly SideSummary[];
  readonly errors: number;
  readonly firstError?: string;
}

type Rounds = readonly Readonly<Record<string, SideRound>>[];

export function summarizeUpstream(
  names: readonly string[],
  rounds: Rounds,
  memory: ReadonlyMap<string, number>,
): UpstreamSummary {
  const loads = rounds.flatMap((round) => Object.values(round).flatMap(({ fast, paced }) => [fast, paced]));
  const firstError = loads.find((load) => load.firstError !== undefined)?.firstError;
  return {
    sides: names.map((name) => summarizeSide(name, rounds, memory.get(name) ?? Number.NaN)),
    errors: loads.reduce((sum, { errors }) => sum + errors, 0),
    ...(firstError !== undefined && { firstError }),
  };
}

function summarizeSide(name: string, rounds: Rounds, memoryMb: number): SideSummary {
  const spread = (read: (side: SideRound, bare: SideRound) => number) =>
    spreadOf(
      rounds.flatMap((round) => {
        const [side, bare] = [round[name], round[bareName]];
        return side === undefined || bare === undefined ? [] : [read(side, bare)];
      }),
    );
  return {
    name,
    perSecond: spread(({ fast }) => fast.perSecond),
    cpuMs: spread(({ fast }) => fast.serverCpuMs),
    addedCpuMs: spread(({ fast }, bare) => fast.serverCpuMs - bare.fast.serverCpuMs),
    addedPacedCpuMs: spread(({ paced }, bare) => paced.serverCpuMs - bare.paced.serverCpuMs),
    pacedP50Ms: spread(({ paced }) => paced.p50Ms),
    pacedP99Ms: spread(({ paced }) => paced.p99Ms),
    addedP99Ms: spread(({ paced }, bare) => paced.p99Ms - bare.paced.p99Ms),
    p99Ratio: spread(({ paced }, bare) => paced.p99Ms / bare.paced.p99Ms),
    stolenMs: spread(({ paced }) => paced.stolenMs),
    memoryMb,
  };
}

const heads = [
  ...['', 'ops/s', 'CPU ms', 'added', 'added at 1,000/s', 'p50 ms at 1,000/s', 'p99 ms at 1,000/s'],
  ...['x the server alone', 'stolen ms', 'MB'],
];

export function renderUpstream({ sides, errors, firstError }: UpstreamSummary): string {
  const rows = sides.map((side) => [
    side.name,
    showSpread(side.perSecond),
    showSpread(side.cpuMs),
    ...(side.name === bareName ? ['', ''] : [side.addedCpuMs, side.addedPacedCpuMs].map(showSpread)),
    showSpread(side.pacedP50Ms),
    showSpread(side.pacedP99Ms),
    side.name === bareName ? '' : showSpread(side.p99Ratio),
    showSpread(side.stolenMs),
    showNumber(side.memoryMb),
  ]);
  const failure = errors > 0 ? [`FAILED  ${errors} errors, first ${firstError ?? ''}`] : [];
  return [alignColumns([heads, ...rows]), '', ...showMarks(sides), ...failure].join('\n');
}

function showMarks([, ours, peer]: readonly SideSummary[]): string[] {
  if (ours === undefined) return [];
  const told = (isMet: boolean) => (isMet ? 'met' : 'NOT MET');
  const [added, p99] = [ours.addedCpuMs.median, ours.addedP99Ms.median];
  const besidePeer = ({ name, addedCpuMs: { median: theirs } }: SideSummary) =>
    `CPU added by ${name}: ${showNumber(theirs)} ms, ours at most as much: ${told(added <= theirs)}`;
  return [
    `CPU added: ${showNumber(added)} ms, at most ${addedMark}: ${told(added <= addedMark)}`,
    ...(peer === undefined ? [] : [besidePeer(peer)]),
    `p99 added at 1,000/s: ${showNumber(p99)} ms, less than ${addedP99Mark}: ${told(p99 < addedP99Mark)}`,
  ];
}
