/** Whether the times of two kinds of requests tell them apart. */
export function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** How well a guess by the time alone does, from 0.5 (no better than a coin) to 1. */
export function separation(some: readonly number[], others: readonly number[]): number {
  const won = some.flatMap((a) => others.map((b): number => (a > b ? 1 : a === b ? 0.5 : 0)));
  const area = won.reduce((sum, one) => sum + one, 0) / won.length;
  return Math.max(area, 1 - area);
}

/** Sends each kind in turn, so that what else the machine does falls upon all alike. @returns milliseconds. */
export async function timeInTurn<Kind extends string>(
  rounds: number,
  kinds: Readonly<Record<Kind, () => Promise<unknown>>>,
): Promise<Record<Kind, number[]>> {
  const entries = Object.entries<() => Promise<unknown>>(kinds);
  const times = Object.fromEntries(entries.map(([kind]) => [kind, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    // Whoever comes second may find something warm: they take turns at it.
    for (const [kind, send] of round % 2 ? [...entries].reverse() : entries) {
      const startedAt = performance.now();
      await send();
      times[kind]?.push(performance.now() - startedAt);
    }
  }
  return times as Record<Kind, number[]>;
}

/** How many times longer than by itself a thing may take: on a machine that has a dozen others to do, it still passes. */
export const ROOM = 10;

/** Milliseconds of this process's processor time; what else the machine does adds nothing to it. @param before of `process.cpuUsage()`. */
export function cpuMsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The processor time of a work that can be done again, in milliseconds: the least of three. */
export async function cpuMs(work: () => unknown): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage();
    await work();
    took.push(cpuMsSince(before));
  }
  return Math.min(...took);
}
