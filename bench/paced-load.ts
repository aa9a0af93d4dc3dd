/** Operations that are due at a steady rate, whether or not those before are answered: as many people are, who do not wait for each other. */
import { setTimeout as sleep } from 'node:timers/promises';

import { quantile, sortNumbers } from './statistics.js';

export interface PacedLoad {
  readonly perMinute: number;
  readonly connections: number;
  readonly operation: (connection: number) => Promise<unknown>;
}

/** Of what was answered since the last look. */
export interface Pace {
  readonly operations: number;
  /** From the moment one was due, so that it includes the wait for a connection. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly errors: number;
  readonly firstError?: string;
}

export interface RunningLoad {
  /** Begins anew with each call. */
  look(): Pace;
  /** Resolves when what is under way is answered. */
  stop(): Promise<void>;
}

export function startPacedLoad({ perMinute, connections, operation }: PacedLoad): RunningLoad {
  const start = performance.now();
  const pauseMs = 60_000 / perMinute;
  let begun = 0;
  let isOver = false;
  let latenciesMs: number[] = [];
  let failures: string[] = [];
  const work = async (connection: number) => {
    while (!isOver) {
      const due = start + begun++ * pauseMs;
      const early = due - performance.now();
      if (early > 0) await sleep(early);
      try {
        await operation(connection);
        latenciesMs.push(performance.now() - due);
      } catch (error) {
        failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  };
  const running = Promise.all(Array.from({ length: connections }, (_, index) => work(index)));
  return {
    look() {
      const [sorted, failed] = [sortNumbers(latenciesMs), failures];
      [latenciesMs, failures] = [[], []];
      return {
        operations: sorted.length,
        p50Ms: quantile(sorted, 0.5),
        p99Ms: quantile(sorted, 0.99),
        errors: failed.length,
        ...(failed[0] !== undefined && { firstError: failed[0] }),
      };
    },
    async stop() {
      isOver = true;
      await running;
    },
  };
}
