/** Takes events and writes them into the audit trail behind the requests' backs (foundation/backlog.ts). */
import { Types } from 'mongoose';

import { type Backlog, createBacklog } from '../foundation/backlog.js';
import { eventCatalogue } from '../foundation/event-catalogue.js';
import type { EventListener } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';
import type { Randomness } from '../foundation/randomness.js';
import type { AuditStore } from './audit-store.js';
import { type AuditDraft, peopleIn, toEntry } from './new-entry.js';
import type { Pseudonyms } from './pseudonyms.js';

export interface AuditWriter {
  readonly listen: EventListener;
  backlog(): ReturnType<Backlog<unknown>['counts']>;
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
  const { log, capacity } = options;
  const write = (drafts: readonly AuditDraft[]) => writeEntries(options, drafts);
  const backlog = createBacklog({ write, where: 'the audit trail', log, capacity });
  return {
    listen(event) {
      if (eventCatalogue[event.name].audited) backlog.push({ id: new Types.ObjectId(), event });
    },
    backlog: () => backlog.counts(),
    flush: () => backlog.flush(),
    stop: () => backlog.stop(),
  };
}

/** @returns how many the database refused for good. */
async function writeEntries(
  { store, pseudonyms, randomness }: AuditWriterOptions,
  drafts: readonly AuditDraft[],
): Promise<number> {
  const opening = drafts.filter(({ event }) => eventCatalogue[event.name].opensAccount);
  const opened = new Set(opening.flatMap(peopleIn));
  const people = await pseudonyms.of([...new Set(drafts.flatMap(peopleIn))], opened);
  return store.add(drafts.map((draft) => toEntry(draft, people, randomness)));
}
