/**
 * What is done by the clock and not for a request. A job runs on every replica: who does the work is decided by
 * the work itself (a claim, a unique number), so that it needs no leader.
 */
import { schedule as scheduleCron } from 'node-cron';

import type { Logger } from '../foundation/logger.js';

export interface Job {
  readonly name: string;
  /** Five fields, or six with seconds; in UTC. */
  readonly cron: string;
  run(): Promise<void>;
}

export interface Schedule {
  stop(): Promise<void>;
}

/** Starts the jobs. One that is still running when its turn comes again lets that turn pass. */
export function startSchedule(jobs: readonly Job[], log: Logger): Schedule {
  const tasks = jobs.map((job) => {
    const run = async (): Promise<void> => {
      try {
        await job.run();
      } catch (error) {
        log.error({ err: error, job: job.name }, 'a job failed');
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
