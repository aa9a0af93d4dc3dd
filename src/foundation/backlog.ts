/**
 * What listeners write behind the requests' backs: no request waits for it or fails by it. What is pushed within some tens of
 * milliseconds is written at once; while the database is away it is kept and tried again, up to a bound. A process that
 * is killed loses what it had not written yet.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Logger } from './logger.js';

const GATHER_MS = 50;
const RETRY_MS = 500;
const MOST_AT_ONCE = 500;
/** About 10 MB. */
const CAPACITY = 10_000;
/** How long somebody who reads what was written waits for what was pushed before. */
const FLUSH_PATIENCE_MS = 1_000;
const STOP_PATIENCE_MS = 1_500;

/** Of one process. */
export interface Backlog<Item> {
  push(item: Item): void;
  /** `dropped`: lost since the start of this process, since there was no room, or the database refused them. */
  counts(): { readonly waiting: number; readonly dropped: number };
  /** Writes what is waiting now, and waits for that, but not for long. */
  flush(): Promise<void>;
  /** The same for the last time; what is left then is lost, and logged. */
  stop(): Promise<void>;
}

export interface BacklogOptions<Item> {
  /**
   * May be given the same items again, where it threw.
   * @returns how many the database refused for what they are; to try those again would be in vain.
   */
  readonly write: (items: readonly Item[]) => Promise<number>;
  /** Where they go, as the log says it: `the audit trail`. */
  readonly where: string;
  readonly log: Logger;
  readonly capacity?: number | undefined;
}

/** @typeParam Item one entry of what is written. */
export function createBacklog<Item>(options: BacklogOptions<Item>): Backlog<Item> {
  const { write, where, log, capacity = CAPACITY } = options;
  const waiting: Item[] = [];
  const pauses = createPauses();
  const losses = createLosses(where, log);
  let isGivenUp = false;
  let running: Promise<void> | undefined;

  const writeSome = async (): Promise<void> => {
    const items = waiting.slice(0, MOST_AT_ONCE);
    const refused = await write(items);
    waiting.splice(0, items.length);
    if (refused > 0) losses.count(refused, `the database refused entries of ${where}`);
    losses.hasRoom();
  };
  const writeAll = async (): Promise<void> => {
    await pauses.pause(GATHER_MS);
    for (let failures = 0; waiting.length > 0 && !isGivenUp;) {
      try {
        await writeSome();
        failures = 0;
      } catch (error) {
        if (failures++ === 0) log.warn({ err: error }, `${where} cannot be written; trying again`);
        await pauses.pause(RETRY_MS);
      }
    }
    // In the same turn as the last look at what is waiting: an item of the next one starts anew.
    running = undefined;
  };
  const flush = async (patienceMs: number): Promise<void> => {
    pauses.cutShort();
    if (running !== undefined) await within(patienceMs, running);
  };

  return {
    push(item) {
      if (waiting.length >= capacity) {
        losses.hasNoRoom();
        return;
      }
      waiting.push(item);
      running ??= writeAll();
    },
    counts: () => ({ waiting: waiting.length, dropped: losses.total() }),
    flush: () => flush(FLUSH_PATIENCE_MS),
    async stop() {
      await flush(STOP_PATIENCE_MS);
      isGivenUp = true;
      pauses.cutShort();
      if (waiting.length > 0) losses.count(waiting.length, `entries of ${where} are lost at the stop`);
    },
  };
}

/** Counts what is lost, and logs it: while there is no room, once and not for each entry. */
function createLosses(where: string, log: Logger) {
  let dropped = 0;
  let isFull = false;
  return {
    total: () => dropped,
    count(count: number, why: string) {
      dropped += count;
      log.error({ count, dropped }, why);
    },
    hasNoRoom() {
      dropped++;
      if (!isFull) log.error({ dropped }, `${where} is full: entries are dropped`);
      isFull = true;
    },
    hasRoom() {
      if (isFull) log.warn({ dropped }, `${where} is written again`);
      isFull = false;
    },
  };
}

/** Pauses that hold up no process that wants to end, and that end early when somebody cannot wait. */
function createPauses() {
  let cut = new AbortController();
  return {
    async pause(ms: number): Promise<void> {
      await sleep(ms, undefined, { signal: cut.signal, ref: false }).catch(() => undefined);
    },
    cutShort() {
      cut.abort();
      cut = new AbortController();
    },
  };
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  const done = new AbortController();
  const patience = sleep(ms, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([work, patience]);
  done.abort();
}
