import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

type Step = () => Promise<void> | void;

/** What has to be undone, however the run ends: the last first, each once. */
export class Cleanup {
  private readonly steps: Step[] = [];
  private running: Promise<void> | undefined;

  /** To be called in the same turn as what it undoes: a signal may come at any await. */
  add(step: Step): void {
    if (this.running) throw new Error('The run is being ended: nothing may be started any more.');
    this.steps.push(step);
  }

  get isRunning(): boolean {
    return this.running !== undefined;
  }

  run(): Promise<void> {
    this.running ??= this.undoAll();
    return this.running;
  }

  private async undoAll(): Promise<void> {
    for (const step of this.steps.toReversed()) {
      try {
        await step();
      } catch (error) {
        // The rest must be undone all the same.
        console.error('Could not clean up:', error);
      }
    }
  }
}

/** Asks a process to end, and makes it end where it does not within so long. */
export async function endProcess(child: ChildProcess, patienceMs: number): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const giveUp = new AbortController();
  const isLate = sleep(patienceMs, true, { signal: giveUp.signal }).catch(() => false);
  if ((await Promise.race([ended, isLate])) === true) child.kill('SIGKILL');
  await ended;
  giveUp.abort();
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
