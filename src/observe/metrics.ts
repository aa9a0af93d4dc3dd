/**
 * Figures for Prometheus. Counts what happens by listening to events and to requests, and knows none of the rooms that raise or
 * answer them; what has to be looked up is asked for when somebody scrapes, through the measures that rooms contribute.
 */
import { AggregatorRegistry, Counter, Registry } from 'prom-client';

import { eventCatalogue, type EventName } from '../foundation/event-catalogue.js';
import type { EventListener } from '../foundation/events.js';
import type { Measure } from '../foundation/measure.js';
import type { Siblings } from '../foundation/siblings.js';
import { exposeMeasure } from './expose-measure.js';
import { measureProcess } from './process-metrics.js';
import { measureRequests, type RequestMetrics } from './request-metrics.js';

export interface Metrics {
  readonly listen: EventListener;
  readonly requests: RequestMetrics;
  /** In the text format of Prometheus, 0.0.4. */
  text(): Promise<string>;
  readonly contentType: string;
  /** Those of this process alone. */
  figures(): ReturnType<Registry['getMetricsAsJSON']>;
  /** Ends the measuring of the event loop. */
  stop(): void;
}

export interface MetricsOptions {
  /** Read whenever somebody asks for the figures. */
  readonly measures: readonly Measure[];
  /** Of one process among several, whose figures are told together. */
  readonly siblings?: Siblings | undefined;
}

export function createMetrics({ measures, siblings }: MetricsOptions): Metrics {
  // Not the library's own registry: that one is state of a module.
  const registry = new Registry();
  const stop = measureProcess(registry);
  const events = countEvents(registry);
  const requests = measureRequests(registry);
  for (const measure of measures) exposeMeasure(registry, measure);
  siblings?.answer(() => registry.getMetricsAsJSON());
  return {
    listen: ({ name }) => {
      events.inc(labelsOf(name));
    },
    requests,
    text: () => (siblings === undefined ? registry.metrics() : tellTogether(siblings)),
    contentType: registry.contentType,
    figures: () => registry.getMetricsAsJSON(),
    stop,
  };
}

/** A process alone would tell of what it happened to serve: each figure says in its `aggregator` how it is told of all. */
async function tellTogether(siblings: Siblings): Promise<string> {
  // What they tell is what `getMetricsAsJSON` gives; the declaration of the library takes registries' metrics by another name.
  const told = (await siblings.gather()) as object[];
  return AggregatorRegistry.aggregate(told).metrics();
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
