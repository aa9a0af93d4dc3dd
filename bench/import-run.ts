/** One run of `portcullis import users`, watched from outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

import { repository } from './build.js';
import { type Cleanup, endProcess, hasEnded } from './cleanup.js';
import { type CpuReading, createCpuMeter } from './process-cpu.js';
import { issuer } from './user-file.js';

export interface ImportTarget {
  readonly uri: string;
  /** The process id of whoever runs its mongod. */
  readonly host: number;
  readonly cleanup: Cleanup;
  readonly report: (text: string) => void;
}

export interface ImportRun {
  /** What it says of itself; undefined where it was killed. */
  readonly report:
    | {
        readonly read: number;
        readonly imported: number;
        readonly unchanged: number;
        readonly seconds: number;
      }
    | undefined;
  /** Of the process, its start included. */
  readonly serverMs: number;
  readonly mongodMs: number;
  /** The most that was in memory at any moment. */
  readonly peakMb: number;
}

const settings = {
  SECRET: 'a-secret-for-the-benchmark-of-an-import',
  ROLES: 'USER,ADMIN,EDITOR',
  OIDC_PROVIDERS: `work|${issuer}|portcullis|Example`,
};
const LOOK_MS = 50;
const STOP_LIMIT_MS = 12_000;

/** @param isEnough looked at again and again; where it says so, the process is killed, as a machine that fails would. */
export async function runImport(
  { uri, host, cleanup, report }: ImportTarget,
  args: readonly string[],
  isEnough: () => Promise<boolean> = () => Promise.resolve(false),
): Promise<ImportRun> {
  const child = spawn(process.execPath, [join(repository, 'dist/cli/portcullis.js'), ...args, '--json'], {
    cwd: '/',
    env: { PATH: process.env['PATH'], MONGODB_URI: uri, ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.add(() => endProcess(child, STOP_LIMIT_MS));
  await once(child, 'spawn');
  report(args.slice(3).join(' ') || 'importing');
  const written = text(child.stdout);
  const ended = once(child, 'close');
  const { pid = 0 } = child;
  const readCpu = createCpuMeter(pid, host);
  const before = readCpu();
  let [cpu, peakMb] = [before, 0];
  while (!hasEnded(child)) {
    cpu = laterOf(cpu, readCpu());
    peakMb = readPeakMb(pid) ?? peakMb;
    if (await isEnough()) child.kill('SIGKILL');
    await Promise.race([ended, sleep(LOOK_MS)]);
  }
  await ended;
  const said = await written;
  return {
    report: said === '' ? undefined : (JSON.parse(said) as NonNullable<ImportRun['report']>),
    serverMs: cpu.serverMs - before.serverMs,
    mongodMs: cpu.mongodMs - before.mongodMs,
    peakMb,
  };
}

/** A process that has just ended reads as nothing. */
const laterOf = (one: CpuReading, other: CpuReading) => (other.serverMs > one.serverMs ? other : one);

/** @returns undefined where it has ended. */
function readPeakMb(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}
