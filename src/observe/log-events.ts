import { eventCatalogue } from '../foundation/event-catalogue.js';
import type { EventListener } from '../foundation/events.js';
import type { Logger } from '../foundation/logger.js';

/** One line for every event: time, who, from where, outcome, request (ASVS 16.2.1, 16.3). */
export function logEvents(log: Logger): EventListener {
  // The catalogue holds no secret, so nothing has to be redacted.
  const lines = log.child({}, { redact: [] });
  return ({ name, at, origin, payload }) => {
    const { outcome } = eventCatalogue[name];
    const level = outcome === 'failure' ? 'warn' : 'info';
    const source = origin && { requestId: origin.requestId, ip: origin.ip };
    lines[level]({ event: name, at, outcome, ...payload, ...source }, name);
  };
}
