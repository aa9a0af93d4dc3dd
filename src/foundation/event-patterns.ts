/** Which events are meant by `user.*`, `*` or a name. Those that tell of webhooks are told by none: they would tell of themselves. */
import { eventCatalogue, type EventName } from './event-catalogue.js';

/** @returns none where the pattern fits no event that a webhook can tell. */
export function eventsMatching(pattern: string): readonly EventName[] {
  const told = (Object.keys(eventCatalogue) as EventName[]).filter((name) => !name.startsWith('webhook.'));
  if (pattern === '*') return told;
  if (!pattern.endsWith('.*')) return told.filter((name) => name === pattern);
  return told.filter((name) => name.startsWith(pattern.slice(0, -1)));
}
