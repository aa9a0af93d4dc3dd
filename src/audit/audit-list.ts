/**
 * What the audit trail tells, and whom: admins everything, with the person behind a pseudonym while that may be known;
 * everybody else what was done to them or by them, and nothing about others.
 */
import {
  type Cursors,
  cutPage,
  type ListedPage,
  mapPage,
  MAX_COUNT,
  type PageArguments,
  readPage,
} from '../foundation/cursors.js';
import { refuseProblems } from '../foundation/errors.js';
import { eventCatalogue, type EventName } from '../foundation/event-catalogue.js';
import type { AuditEntryDocument } from './audit-entry.model.js';
import type { AuditCondition, AuditStore } from './audit-store.js';
import type { Pseudonym, Pseudonyms } from './pseudonyms.js';
import { openSource, type Source } from './sealed-source.js';

/** Absent, null and an empty list ask for nothing. */
export interface AuditQuery {
  readonly events?: readonly string[] | null | undefined;
  /** User ids; one that is unknown or cannot be one is in no entry. */
  readonly actor?: string | null | undefined;
  readonly subject?: string | null | undefined;
  readonly outcome?: AuditEntryDocument['outcome'] | null | undefined;
  /** From this moment on. */
  readonly from?: Date | null | undefined;
  /** Before this moment. */
  readonly to?: Date | null | undefined;
}

/** An entry as one reader may see it. */
export interface AuditRecord {
  readonly entry: AuditEntryDocument;
  /** User ids, where the reader may know them. */
  readonly actor: string | undefined;
  readonly subject: string | undefined;
  readonly source: Source | undefined;
  readonly hasPseudonyms: boolean;
}

/** Newest first. */
export type AuditPage = ListedPage<AuditRecord>;

/** Both @throws AppError BAD_USER_INPUT for a page that cannot be, and `all` for an event that is not kept. */
export interface AuditList {
  all(query: AuditQuery, page: PageArguments): Promise<AuditPage>;
  of(userId: string, page: PageArguments): Promise<AuditPage>;
}

export interface AuditListOptions {
  readonly store: AuditStore;
  readonly pseudonyms: Pseudonyms;
  readonly cursors: Cursors;
  /** Writes what was raised before. */
  readonly flush: () => Promise<void>;
}

export function createAuditList(options: AuditListOptions): AuditList {
  const { pseudonyms } = options;
  return {
    async all(query, args) {
      refuseUnknownEvents(query.events ?? []);
      const asked = await ask(options, keyOf(query), args);
      const page = await readEntries(options, asked, await conditionOf(query, pseudonyms));
      const names = page.entries.flatMap(({ entry }) => namesIn(entry));
      const people = await pseudonyms.behind([...new Set(names)]);
      return mapPage(page, (entry) => forAdmin(entry, people));
    },
    async of(userId, args) {
      const asked = await ask(options, `activity of ${userId}`, args);
      const own = await pseudonyms.find(userId);
      const condition = own ? { $or: [{ subject: own.id }, { actor: own.id }] } : nothing;
      const page = await readEntries(options, asked, condition);
      return mapPage(page, (entry) => forOwner(entry, own));
    },
  };
}

/** No pseudonym is empty. */
const nothing: AuditCondition = { subject: '' };

function refuseUnknownEvents(events: readonly string[]): void {
  const isKept = (name: string) =>
    Object.hasOwn(eventCatalogue, name) && eventCatalogue[name as EventName].audited;
  if (events.every(isKept)) return;
  const message = 'may hold names of audited events and nothing else';
  refuseProblems([{ path: 'filter.events', rule: 'event-name', message }]);
}

async function conditionOf(query: AuditQuery, pseudonyms: Pseudonyms): Promise<AuditCondition> {
  const { events, actor, subject, outcome, from, to } = query;
  const pseudonymOf = async (userId: string) => (await pseudonyms.find(userId))?.id ?? '';
  return {
    ...(events && events.length > 0 && { event: { $in: [...new Set(events)] } }),
    ...(typeof actor === 'string' && { actor: await pseudonymOf(actor) }),
    ...(typeof subject === 'string' && { subject: await pseudonymOf(subject) }),
    ...(outcome && { outcome }),
    // Also where nothing is asked for: a condition is what lets the count use an index.
    at: { $gte: from ?? new Date(0), ...(to && { $lt: to }) },
  };
}

/** What a cursor belongs to. */
function keyOf({ events, actor, subject, outcome, from, to }: AuditQuery): string {
  const names = [...new Set(events)].sort();
  return `audit ${JSON.stringify([names, actor ?? null, subject ?? null, outcome ?? null, from ?? null, to ?? null])}`;
}

/** Comes before pseudonyms are looked up: a person's is made when the first entry about them is written. */
async function ask({ cursors, flush }: AuditListOptions, query: string, args: PageArguments) {
  const page = readPage(cursors, query, args);
  await flush();
  return { query, page };
}

async function readEntries(
  { store, cursors }: AuditListOptions,
  { query, page }: Awaited<ReturnType<typeof ask>>,
  condition: AuditCondition,
) {
  const [found, totalCount] = await Promise.all([
    store.read(condition, page.after, page.size + 1),
    store.count(condition, MAX_COUNT),
  ]);
  const positionOf = ({ _id, at }: AuditEntryDocument) => ({ id: _id.toHexString(), key: at.getTime() });
  return cutPage(cursors, query, page, { found, totalCount, positionOf });
}

function namesIn({ actor, subject }: AuditEntryDocument): string[] {
  return [actor, subject].filter((name) => name !== undefined);
}

function forAdmin(entry: AuditEntryDocument, people: ReadonlyMap<string, Pseudonym>): AuditRecord {
  const personOf = (name: string | undefined) => (name === undefined ? undefined : people.get(name));
  const [actor, subject] = [personOf(entry.actor), personOf(entry.subject)];
  const source = sourceOf(entry, personOf(entry.actor ?? entry.subject));
  return { entry, actor: actor?.userId, subject: subject?.userId, source, hasPseudonyms: true };
}

/** Where somebody else acted, nothing says who or from where; of a refused attempt at one's own account it does say where. */
function forOwner(entry: AuditEntryDocument, own: Pseudonym | undefined): AuditRecord {
  const ifOwn = (name: string | undefined) => (name === own?.id ? own?.userId : undefined);
  const isAttempt = entry.actor === undefined && entry.outcome === 'failure';
  const source = entry.actor === own?.id || isAttempt ? sourceOf(entry, own) : undefined;
  return { entry, actor: ifOwn(entry.actor), subject: ifOwn(entry.subject), source, hasPseudonyms: false };
}

function sourceOf(entry: AuditEntryDocument, person: Pseudonym | undefined): Source | undefined {
  const { sealedSource, ip, userAgent } = entry;
  if (sealedSource === undefined) return ip === undefined ? undefined : { ip, userAgent };
  return person && openSource(sealedSource, person.key, entry._id.toHexString());
}
