/**
 * CPU time of processes as the kernel accounts it. It stands a noisy machine better than a rate does, and it sees
 * what a process cannot see of itself: worker threads, and a mongod.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

interface ProcessStat {
  readonly pid: number;
  readonly name: string;
  readonly parent: number;
  readonly cpuTicks: number;
  readonly nice: number;
}

/** CPU spent so far, of a server and of the mongod it has started. */
export interface CpuReading {
  readonly serverMs: number;
  readonly mongodMs: number;
  /** The share of the server's threads of low priority, as far as they were seen: those that hash. */
  readonly hashThreadsMs: number;
}

/** Asked once: a program that is run while a load is paced holds the load up. */
const tickMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

export type CpuMeter = () => CpuReading;

/**
 * Reads everything under `root`, itself included; mongod is told apart by its name.
 * @param host whoever runs the mongod, where that is not `root`.
 */
export function createCpuMeter(root: number, host = root): CpuMeter {
  // The last seen of each thread, since what an ended thread has spent is only in the sum of its process.
  const niceThreads = new Map<number, ProcessStat>();
  return () => {
    const tree = processTree(root);
    const ownMongods = sumTicks(tree.filter(isMongod));
    const mongods = host === root ? ownMongods : sumTicks(processTree(host).filter(isMongod));
    const threads = readStats(`/proc/${root}/task`);
    // Under `nice` all of them are of low priority: those that hash are of a lower one.
    const main = threads.find(({ pid }) => pid === root)?.nice ?? 0;
    for (const thread of threads) if (thread.nice > main) niceThreads.set(thread.pid, thread);
    const hashThreadsMs = sumTicks([...niceThreads.values()]) * tickMs;
    return { serverMs: (sumTicks(tree) - ownMongods) * tickMs, mongodMs: mongods * tickMs, hashThreadsMs };
  };
}

/** What the host of a virtual machine has given to others so far, of all cores, though something here wanted to run (proc(5): steal). */
export function readStolenMs(): number {
  const [all = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  return Number(all.trim().split(/\s+/)[8]) * tickMs;
}

export function findMongods(root: number): number[] {
  return processTree(root)
    .filter(isMongod)
    .map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  return readStat(`/proc/${pid}`) !== undefined;
}

/** Megabytes of a process that are in memory. */
export function readResidentMb(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1_024;
}

const isMongod = ({ name }: ProcessStat) => name === 'mongod';
const sumTicks = (stats: readonly ProcessStat[]) => stats.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);

function processTree(root: number): ProcessStat[] {
  const all = readStats('/proc');
  const found = all.filter(({ pid }) => pid === root);
  // Grows while it is walked: children of children are found behind their parents.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

/** @param directory has a directory for each process, or each thread of a process. */
function readStats(directory: string): ProcessStat[] {
  return readdirSync(directory)
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStat(`${directory}/${entry}`) ?? []);
}

/** @returns undefined where it is gone, also between listing and reading. */
function readStat(directory: string): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`${directory}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // A name may hold blanks and parentheses: what follows the last one has a fixed shape (proc(5)).
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const [parent, userTicks, systemTicks, nice] = [1, 11, 12, 16].map((index) => Number(fields[index]));
  return {
    pid: Number.parseInt(text),
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    parent: parent ?? 0,
    cpuTicks: (userTicks ?? 0) + (systemTicks ?? 0),
    nice: nice ?? 0,
  };
}
