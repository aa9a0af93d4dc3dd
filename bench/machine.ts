import { availableParallelism } from 'node:os';

export interface Machine {
  readonly cores: number;
  readonly node: string;
  /** The day of the run, such as 2026-11-28. */
  readonly date: string;
}

export function describeMachine(): Machine {
  return {
    cores: availableParallelism(),
    node: process.version,
    date: new Date().toISOString().slice(0, 10),
  };
}
