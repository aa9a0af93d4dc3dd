import type { Measure } from '../foundation/measure.js';
import type { UpstreamClient } from './upstream-client.js';
import type { UpstreamEvents } from './upstream-events.js';

interface CountedUpstream {
  readonly name: string;
  readonly client: Pick<UpstreamClient, 'isOpen' | 'waiting'>;
  readonly events: Pick<UpstreamEvents, 'isOpen'>;
}

export interface UpstreamFigures {
  readonly count: (name: string, outcome: 'answered' | 'failed') => void;
  readonly measures: readonly Measure[];
}

/** What is told of each upstream, by the name that it has in UPSTREAMS. */
export function createUpstreamFigures(upstreams: readonly CountedUpstream[]): UpstreamFigures {
  const nought = () => new Map(upstreams.map(({ name }) => [name, 0]));
  const counts = { answered: nought(), failed: nought() };
  const counter = (outcome: keyof typeof counts, name: string, help: string): Measure => ({
    ...{ name, help, kind: 'counter', label: 'upstream', amongWorkers: 'sum' },
    read: () => Object.fromEntries(counts[outcome]),
  });
  const gauge = (name: string, help: string, value: (upstream: CountedUpstream) => number): Measure => ({
    ...{ name, help, kind: 'gauge', label: 'upstream', amongWorkers: 'sum' },
    read: () => Object.fromEntries(upstreams.map((upstream) => [upstream.name, value(upstream)])),
  });
  return {
    count: (name, outcome) => counts[outcome].set(name, (counts[outcome].get(name) ?? 0) + 1),
    measures: [
      counter(
        'answered',
        'portcullis_upstream_answers_total',
        'Operations that an upstream answered, errors of its own included.',
      ),
      counter(
        'failed',
        'portcullis_upstream_failures_total',
        'Operations that got no answer of an upstream, or none that can be read.',
      ),
      gauge(
        'portcullis_upstream_waiting',
        'Operations that wait for a place at an upstream.',
        ({ client }) => client.waiting,
      ),
      gauge(
        'portcullis_upstream_circuit_open',
        'Processes that leave an upstream alone, since it failed.',
        ({ client, events }) => Number(client.isOpen || events.isOpen),
      ),
    ],
  };
}
