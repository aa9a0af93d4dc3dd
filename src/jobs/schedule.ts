/**
 * What is done by the clock and not for a request. A job runs on every replica: who does the work is decided by
 * the work itself (a claim, a unique number), so that it needs no leader.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { schedule as scheduleCron } from 'node-cron';

import type { Logger } from '../foundation/logger.js';

/** As long as one operation of the database may take. */
const PATIENCE_MS = 3_000;

/** Runs once at a time on each replica. What it throws is logged, and its next turn comes all the same. */
export interface Job {
  readonly name: string;
  /** Five fields, or six with seconds; in UTC. */
  readonly cron: string;
  run(): Promise<void>;
  /** Once, before anything is served. @throws whatever nobody could do without. */
  atStart?(): Promise<void>;
}

export interface Schedule {
  stop(): Promise<void>;
}

/** Starts the jobs. One that is still running when its turn comes again lets that turn pass. */
export function startSchedule(jobs: readonly Job[], log: Logger): Schedule {
  const running = new Set<Promise<void>>();
  const tasks = jobs.map((job) => {
    const run = async (): Promise<void> => {
      const work = job.run();
      running.add(work);
      try {
        await work;
      } catch (error) {
        log.error({ err: error, job: job.name }, 'a job failed');
      } finally {
        running.delete(work);
      }
    };
    return scheduleCron(job.cron, run, {
      name: job.name,
      timezone: 'UTC',
      noOverlap: true,
      suppressMissedWarning: true,
      logger: quiet(log),
    });
  });
  return {
    async stop() {
      for (const task of tasks) await task.destroy();
      // What runs needs the database, which is closed after this. One that waits for a mail server is not waited for.
      await Promise.race([Promise.allSettled(running), sleep(PATIENCE_MS, undefined, { ref: false })]);
    },
  };
}

/** The library writes to the console unless it is given a logger. */
function quiet(log: Logger) {
  const write = (message: unknown) => {
    log.debug({ scheduler: String(message) }, 'scheduler');
  };
  return { info: write, warn: write, error: write, debug: write };
}
