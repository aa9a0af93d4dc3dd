/** A line in the log for every event. Knows none of the rooms that raise them. */
import type { Ground } from '../house/ground.js';
import { logEvents } from './log-events.js';

export interface EventLogNeeds {
  readonly ground: Ground;
}

export function createEventLogRoom({ ground: { log } }: EventLogNeeds) {
  return { contributes: { listeners: [logEvents(log)] } };
}
