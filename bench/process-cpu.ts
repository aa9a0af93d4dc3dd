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
}

/** CPU spent so far, of a server and of the mongod it has started. */
export interface CpuReading {
  readonly serverMs: number;
  readonly mongodMs: number;
}

export type CpuMeter = () => CpuReading;

/** Reads everything under `root`, itself included; mongod is told apart by its name. */
export function createCpuMeter(root: number): CpuMeter {
  const tickMs = 1000 / Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return () => {
    const tree = processTree(root);
    const mongodMs = sumTicks(tree.filter(isMongod)) * tickMs;
    return { serverMs: sumTicks(tree) * tickMs - mongodMs, mongodMs };
  };
}

export function findMongods(root: number): number[] {
  return processTree(root)
    .filter(isMongod)
    .map(({ pid }) => pid);
}

export function isAlive(pid: number): boolean {
  return readStat(pid) !== undefined;
}

const isMongod = ({ name }: ProcessStat) => name === 'mongod';
const sumTicks = (stats: readonly ProcessStat[]) => stats.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0);

function processTree(root: number): ProcessStat[] {
  const all = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => readStat(Number(entry)) ?? []);
  const found = all.filter(({ pid }) => pid === root);
  // Grows while it is walked: children of children are found behind their parents.
  for (const { pid } of found) found.push(...all.filter(({ parent }) => parent === pid));
  return found;
}

/** @returns undefined where it is gone, also between listing and reading. */
function readStat(pid: number): ProcessStat | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // A name may hold blanks and parentheses: what follows the last one has a fixed shape (proc(5)).
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const [parent, userTicks, systemTicks] = [1, 11, 12].map((index) => Number(fields[index]));
  return {
    pid,
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    parent: parent ?? 0,
    cpuTicks: (userTicks ?? 0) + (systemTicks ?? 0),
  };
}
