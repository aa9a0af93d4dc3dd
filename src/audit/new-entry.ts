/** Makes entries of events. Knows no event by its name: the catalogue says what the members of a payload mean. */
import type { Types } from 'mongoose';

import { eventCatalogue } from '../foundation/event-catalogue.js';
import type { AppEvent } from '../foundation/events.js';
import type { Randomness } from '../foundation/randomness.js';
import type { AuditEntryDocument } from './audit-entry.model.js';
import type { Pseudonym } from './pseudonyms.js';
import { sealSource } from './sealed-source.js';

/** An event on its way into the trail; its id is given at once, so that it is added only once. */
export interface AuditDraft {
  readonly id: Types.ObjectId;
  readonly event: AppEvent;
}

interface Facts {
  readonly userId?: string | undefined;
  readonly actorId?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly reason?: string | undefined;
}

/** The user ids that a draft's entry needs pseudonyms for. */
export function peopleIn({ event }: AuditDraft): string[] {
  return [subjectOf(event), actorOf(event)].filter((id) => id !== undefined);
}

export function toEntry(
  { id, event }: AuditDraft,
  pseudonyms: ReadonlyMap<string, Pseudonym>,
  randomness: Randomness,
): AuditEntryDocument {
  const { userId: _userId, actorId: _actorId, sessionId, reason, ...rest } = factsOf(event);
  const named = (userId: string | undefined) => (userId === undefined ? undefined : pseudonyms.get(userId));
  const [actor, subject] = [named(actorOf(event)), named(subjectOf(event))];
  const details = withoutUndefined(rest);
  return {
    _id: id,
    schemaVersion: 1,
    at: event.at,
    event: event.name,
    outcome: eventCatalogue[event.name].outcome,
    ...withoutUndefined({ actor: actor?.id, subject: subject?.id, sessionId, reason }),
    ...(Object.keys(details).length > 0 && { details }),
    ...(event.origin && { requestId: event.origin.requestId }),
    ...source(id, event, actor ?? subject, randomness),
  };
}

function factsOf({ payload }: AppEvent): Facts & Record<string, unknown> {
  return { ...payload };
}

function subjectOf(event: AppEvent): string | undefined {
  return factsOf(event).userId;
}

/** Who is refused has proved nothing, so a failure about an account is not told of its owner. */
function actorOf(event: AppEvent): string | undefined {
  const facts = factsOf(event);
  if ('actorId' in facts) return facts.actorId;
  return eventCatalogue[event.name].outcome === 'success' ? facts.userId : undefined;
}

/** Sealed for whom it is about; in clear where that is nobody; left out for whoever has no account any more. */
function source(
  id: Types.ObjectId,
  event: AppEvent,
  person: Pseudonym | undefined,
  randomness: Randomness,
): Partial<AuditEntryDocument> {
  if (event.origin === undefined) return {};
  const { ip, userAgent } = event.origin;
  if (person !== undefined)
    return { sealedSource: sealSource({ ip, userAgent }, person.key, id.toHexString(), randomness) };
  const isAboutNobody = peopleIn({ id, event }).length === 0;
  return isAboutNobody ? withoutUndefined({ ip, userAgent }) : {};
}

function withoutUndefined<T extends object>(fields: T) {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [Name in keyof T]?: Exclude<T[Name], undefined> };
}
