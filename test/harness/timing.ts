function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** How well a guess by the time alone does, from 0.5 (no better than a coin) to 1. */
function separation(some: readonly number[], others: readonly number[]): number {
  const won = some.flatMap((a) => others.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  const area = won.reduce((sum, one) => sum + one, 0) / won.length;
  return Math.max(area, 1 - area);
}

interface Likeness {
  /** By what part of the unknown one's median another's may differ; three milliseconds may always. */
  readonly gap: number;
  /** How well a guess may do, from 0.5 to 1. */
  readonly guess: number;
  /** Requests of each kind in one attempt. */
  readonly rounds: number;
}

/**
 * Sends each kind of request in turn, and tells which do not take the time of `unknown`. A machine that has others to do
 * tells apart what is alike, but not five times in a row; what is not alike stays so however often it is measured.
 * @returns a line for each that differed in every attempt.
 */
export async function toldApartByTime<Kind extends string>(
  kinds: Readonly<Record<Kind | 'unknown', () => Promise<unknown>>>,
  likeness: Likeness,
): Promise<string[]> {
  let apart = new Map<string, string>();
  for (let attempt = 0; attempt < 5; attempt++) {
    const now = differing(await timeInTurn(likeness.rounds, kinds), likeness);
    apart = attempt === 0 ? now : new Map([...now].filter(([kind]) => apart.has(kind)));
    if (apart.size === 0) break;
  }
  return [...apart.values()];
}

function differing(times: Readonly<Record<string, number[]>>, { gap, guess }: Likeness): Map<string, string> {
  const { unknown = [], ...known } = times;
  const apart = new Map<string, string>();
  for (const [kind, those] of Object.entries(known)) {
    const difference = Math.abs(median(those) - median(unknown));
    const guessed = separation(those, unknown);
    if (difference > Math.max(3, gap * median(unknown)) || guessed > guess)
      apart.set(
        kind,
        `${kind}: ${difference.toFixed(1)} ms of ${median(unknown).toFixed(1)}, ${guessed.toFixed(2)}`,
      );
  }
  return apart;
}

/** What else the machine does falls upon all alike. @returns milliseconds. */
async function timeInTurn(
  rounds: number,
  kinds: Readonly<Record<string, () => Promise<unknown>>>,
): Promise<Record<string, number[]>> {
  const entries = Object.entries(kinds);
  const times = Object.fromEntries(entries.map(([kind]) => [kind, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second may find something warm: they take turns at it.
    for (const [kind, send] of round % 2 ? [...entries].reverse() : entries) {
      const startedAt = performance.now();
      await send();
      times[kind]?.push(performance.now() - startedAt);
    }
  }
  return times;
}

/** How many times longer than by itself a thing may take: on a machine that has a dozen others to do, it still passes. */
export const ROOM = 10;

/** Milliseconds of this process's processor time; what else the machine does adds nothing to it. @param before of `process.cpuUsage()`. */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/**
 * The processor time of a work that can be done again, in milliseconds: the least of three, or of ten where that is not below `enoughMs`. A
 * host that others share makes the same work take several times as long for some seconds; what takes too long does so each time.
 */
export async function cpuMs(work: () => unknown, enoughMs = Infinity): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < 3 || (turn < 10 && Math.min(...took) >= enoughMs); turn++) {
    const before = process.cpuUsage();
    await work();
    took.push(cpuMsSince(before));
  }
  return Math.min(...took);
}
