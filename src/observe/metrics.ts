/**
 * Figures for Prometheus. Counts what happens by listening to events and knows none of the rooms that raise them;
 * what has to be looked up is asked for when somebody scrapes, through a function that compose hands in.
 */
import { Counter, Gauge, Registry } from 'prom-client';

import { eventCatalogue, type EventName } from '../foundation/event-catalogue.js';
import type { EventListener } from '../foundation/events.js';
import { measureProcess } from './process-metrics.js';

export interface Metrics {
  readonly listen: EventListener;
  /** In the text format of Prometheus, 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Ends the measuring of the event loop. */
  stop(): void;
}

export interface MetricsOptions {
  /** How many mails there are by state. */
  readonly countMails: () => Promise<Readonly<Record<string, number>>>;
  /** Entries of the audit trail: not written yet, and lost since the start. */
  readonly auditBacklog: () => { readonly waiting: number; readonly dropped: number };
}

export function createMetrics({ countMails, auditBacklog }: MetricsOptions): Metrics {
  // Not the library's own registry: that one is state of a module.
  const registry = new Registry();
  const stop = measureProcess(registry);
  const events = countEvents(registry);
  gaugeMails(registry, countMails);
  measureAudit(registry, auditBacklog);
  return {
    listen: ({ name }) => {
      events.inc(labelsOf(name));
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
    stop,
  };
}

function countEvents(registry: Registry): Counter<'event' | 'outcome'> {
  const counter = new Counter({
    name: 'portcullis_events_total',
    help: 'Events since the start of this process, as listed in docs/events.md.',
    labelNames: ['event', 'outcome'],
    registers: [registry],
  });
  // A series that begins with its first event hides that event from rate() and increase().
  for (const name of Object.keys(eventCatalogue) as EventName[]) counter.inc(labelsOf(name), 0);
  return counter;
}

function labelsOf(event: EventName) {
  return { event, outcome: eventCatalogue[event].outcome };
}

function gaugeMails(registry: Registry, countMails: MetricsOptions['countMails']): void {
  new Gauge({
    name: 'portcullis_mails',
    help: 'Mails in the outbox of all processes by state; absent while the database does not answer.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      // A failure here would take the other figures away just when they are looked at.
      const counts = await countMails().catch(() => ({}));
      this.reset();
      for (const [state, count] of Object.entries(counts)) this.set({ state }, count);
    },
  });
}

function measureAudit(registry: Registry, auditBacklog: MetricsOptions['auditBacklog']): void {
  new Gauge({
    name: 'portcullis_audit_waiting',
    help: 'Entries of the audit trail that this process has not written yet.',
    registers: [registry],
    collect() {
      this.set(auditBacklog().waiting);
    },
  });
  new Counter({
    name: 'portcullis_audit_dropped_total',
    help: 'Entries of the audit trail that this process has lost since its start.',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(auditBacklog().dropped);
    },
  });
}
