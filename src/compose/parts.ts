import type { Clock } from '../foundation/clock.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';

/** What a test puts in the place of the real thing. */
export interface Parts {
  /** Ends a start that waits for its database. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: Logger;
  /** How long any one database operation may take; absent: three seconds. */
  readonly databaseTimeoutMs?: number;
  /** A line for whoever waits for the start. */
  readonly report: (line: string) => void;
  readonly progress: (receivedBytes: number, totalBytes: number | undefined) => void;
  /** Something without which the gateway cannot go on has gone. */
  readonly onFatal: (reason: string) => void;
}
