/**
 * Takes events and writes them into the audit trail behind the requests' backs: no request waits for it or fails by
 * it. What is raised within some tens of milliseconds is written at once; while the database is away it is kept and
 * tried again, up to a bound. A process that is killed loses what it had not written yet.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { Types } from 'mongoose';

import { eventCatalogue } from '../foundation/event-catalogue.js';
import type { EventListener } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import type { AuditStore } from './audit-store.js';
import { type AuditDraft, peopleIn, toEntry } from './new-entry.js';
import type { Pseudonyms } from './pseudonyms.js';

const GATHER_MS = 50;
const RETRY_MS = 500;
const MOST_AT_ONCE = 500;
/** About 10 MB. */
const CAPACITY = 10_000;
/** How long somebody who reads the trail waits for what was raised before. */
const FLUSH_PATIENCE_MS = 1_000;
const STOP_PATIENCE_MS = 1_500;

interface AuditBacklog {
  /** Not written yet. */
  readonly waiting: number;
  /** Lost since the start of this process: there was no room, or the database refused them. */
  readonly dropped: number;
}

export interface AuditWriter {
  readonly listen: EventListener;
  backlog(): AuditBacklog;
  /** Writes what is waiting now, and waits for that, but not for long. */
  flush(): Promise<void>;
  /** The same for the last time; what is left then is lost, and logged. */
  stop(): Promise<void>;
}

export interface AuditWriterOptions {
  readonly store: AuditStore;
  readonly pseudonyms: Pseudonyms;
  readonly randomness: Randomness;
  readonly log: Logger;
  readonly capacity?: number;
}

export function createAuditWriter(options: AuditWriterOptions): AuditWriter {
  const { log, capacity = CAPACITY } = options;
  const waiting: AuditDraft[] = [];
  const pauses = createPauses();
  const losses = createLosses(log);
  let isGivenUp = false;
  let running: Promise<void> | undefined;

  const writeSome = async (): Promise<void> => {
    const drafts = waiting.slice(0, MOST_AT_ONCE);
    const refused = await write(options, drafts);
    waiting.splice(0, drafts.length);
    if (refused > 0) losses.count(refused, 'the database refused entries of the audit trail');
    losses.hasRoom();
  };
  const writeAll = async (): Promise<void> => {
    await pauses.pause(GATHER_MS);
    for (let failures = 0; waiting.length > 0 && !isGivenUp;) {
      try {
        await writeSome();
        failures = 0;
      } catch (error) {
        if (failures++ === 0) log.warn({ err: error }, 'the audit trail cannot be written; trying again');
        await pauses.pause(RETRY_MS);
      }
    }
    // In the same turn as the last look at what is waiting: an event of the next one starts anew.
    running = undefined;
  };
  const flush = async (patienceMs: number): Promise<void> => {
    pauses.cutShort();
    if (running !== undefined) await within(patienceMs, running);
  };

  return {
    listen(event) {
      if (!eventCatalogue[event.name].audited) return;
      if (waiting.length >= capacity) {
        losses.hasNoRoom();
        return;
      }
      waiting.push({ id: new Types.ObjectId(), event });
      running ??= writeAll();
    },
    backlog: () => ({ waiting: waiting.length, dropped: losses.total() }),
    flush: () => flush(FLUSH_PATIENCE_MS),
    async stop() {
      await flush(STOP_PATIENCE_MS);
      isGivenUp = true;
      pauses.cutShort();
      if (waiting.length > 0) losses.count(waiting.length, 'entries of the audit trail are lost at the stop');
    },
  };
}

/** Counts what is lost, and logs it: while there is no room, once and not for each entry. */
function createLosses(log: Logger) {
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
      if (!isFull) log.error({ dropped }, 'the audit trail is full: entries are dropped');
      isFull = true;
    },
    hasRoom() {
      if (isFull) log.warn({ dropped }, 'the audit trail is written again');
      isFull = false;
    },
  };
}

/** @returns how many the database refused for good. */
async function write(
  { store, pseudonyms, randomness }: AuditWriterOptions,
  drafts: readonly AuditDraft[],
): Promise<number> {
  const people = await pseudonyms.of([...new Set(drafts.flatMap(peopleIn))]);
  return store.add(drafts.map((draft) => toEntry(draft, people, randomness)));
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
