import { readFileSync } from 'node:fs';

import { afterEach, describe, expect, it } from '@jest/globals';

import { eventCatalogue } from '../../../src/foundation/event-catalogue.js';
import { Events } from '../../../src/foundation/events.js';
import { createMetrics, type Metrics } from '../../../src/observe/metrics.js';

const opened: Metrics[] = [];
afterEach(() => {
  for (const metrics of opened.splice(0)) metrics.stop();
});

function open(countMails: () => Promise<Record<string, number>> = async () => ({})): Metrics {
  const metrics = createMetrics({
    measures: [
      { name: 'portcullis_mails', help: 'Mails.', kind: 'gauge', label: 'state', read: countMails },
      { name: 'portcullis_audit_waiting', help: 'Waiting.', kind: 'gauge', read: () => 3 },
      { name: 'portcullis_audit_dropped_total', help: 'Lost.', kind: 'counter', read: () => 2 },
    ],
  });
  opened.push(metrics);
  return metrics;
}

/** The value of one series, by its name and labels as they are written. */
async function valueOf(metrics: Metrics, series: string): Promise<number | undefined> {
  const lines = (await metrics.text()).split('\n');
  const line = lines.find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

const signedUp = 'portcullis_events_total{event="user.signed-up",outcome="success"}';
const refused = 'portcullis_events_total{event="sign-in.failed",outcome="failure"}';

describe('events', () => {
  it('are counted by name and outcome, each from nought', async () => {
    const metrics = open();
    const events = new Events({ now: () => new Date() });
    events.subscribe(metrics.listen);
    expect([await valueOf(metrics, signedUp), await valueOf(metrics, refused)]).toEqual([0, 0]);
    events.raise('user.signed-up', { userId: 'u' });
    events.raise('sign-in.failed', { userId: undefined, reason: 'unknown-account' });
    events.raise('sign-in.failed', { userId: 'u', reason: 'wrong-password' });
    expect([await valueOf(metrics, signedUp), await valueOf(metrics, refused)]).toEqual([1, 2]);
  });

  it('all have a series, and no series tells whose they are', async () => {
    const metrics = open();
    metrics.listen({
      name: 'user.signed-up',
      at: new Date(),
      origin: undefined,
      payload: { userId: '6501d2c4e1' },
    });
    const text = await metrics.text();
    for (const name of Object.keys(eventCatalogue)) expect(text).toContain(`event="${name}"`);
    expect(text).not.toContain('6501d2c4e1');
  });

  it('are counted apart by each instance', async () => {
    const [one, other] = [open(), open()];
    one.listen({ name: 'key.created', at: new Date(), origin: undefined, payload: { kid: 'k' } });
    const created = 'portcullis_events_total{event="key.created",outcome="success"}';
    expect([await valueOf(one, created), await valueOf(other, created)]).toEqual([1, 0]);
  });
});

describe('mails', () => {
  it('are counted when somebody looks', async () => {
    const counts = { waiting: 1, failed: 0 };
    const metrics = open(async () => counts);
    counts.waiting = 7;
    expect(await valueOf(metrics, 'portcullis_mails{state="waiting"}')).toBe(7);
    expect(await valueOf(metrics, 'portcullis_mails{state="failed"}')).toBe(0);
  });

  it('are absent while they cannot be counted, and all else is there', async () => {
    let isDead = false;
    const metrics = open(async () => {
      if (isDead) throw new Error('no database');
      return { waiting: 3 };
    });
    expect(await valueOf(metrics, 'portcullis_mails{state="waiting"}')).toBe(3);
    isDead = true;
    expect(await valueOf(metrics, 'portcullis_mails{state="waiting"}')).toBeUndefined();
    expect(await valueOf(metrics, signedUp)).toBe(0);
    expect(await metrics.text()).not.toContain('no database');
  });
});

describe('measures', () => {
  it('that have no value or fail are absent, and those told as they happen are spread', async () => {
    let age: number | undefined = 5;
    const told: ((value: number) => void)[] = [];
    const metrics = createMetrics({
      measures: [
        {
          name: 'portcullis_age_seconds',
          help: 'Age.',
          kind: 'gauge',
          read: () => {
            if (age === 0) throw new Error('no age');
            return age;
          },
        },
        {
          name: 'portcullis_wait_seconds',
          help: 'Wait.',
          kind: 'histogram',
          buckets: [1, 2],
          subscribe: (observe) => told.push(observe),
        },
      ],
    });
    opened.push(metrics);
    expect(await valueOf(metrics, 'portcullis_age_seconds')).toBe(5);
    for (age of [undefined, 0]) expect(await valueOf(metrics, 'portcullis_age_seconds')).toBeUndefined();
    for (const value of [0.5, 1.5, 9]) told[0]?.(value);
    expect(await valueOf(metrics, 'portcullis_wait_seconds_bucket{le="1"}')).toBe(1);
    expect(await valueOf(metrics, 'portcullis_wait_seconds_bucket{le="+Inf"}')).toBe(3);
    expect(await valueOf(metrics, 'portcullis_wait_seconds_sum')).toBe(11);
  });
});

describe('the process', () => {
  it('tells of its memory and processor time', async () => {
    const metrics = open();
    const before = (await valueOf(metrics, 'process_cpu_seconds_total')) ?? Number.NaN;
    expect(before).toBeGreaterThan(0);
    expect(await valueOf(metrics, 'process_cpu_seconds_total')).toBeGreaterThanOrEqual(before);
    expect(await valueOf(metrics, 'process_resident_memory_bytes')).toBeGreaterThan(1e7);
    expect(await valueOf(metrics, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly version: string };
    const { node } = process.versions;
    expect(await metrics.text()).toContain(`portcullis_build_info{version="${version}",node="${node}"} 1\n`);
    const startedAt = await valueOf(metrics, 'process_start_time_seconds');
    const began = Date.now() / 1_000 - process.uptime();
    expect(Math.abs((startedAt ?? 0) - began)).toBeLessThan(30);
  });

  it('tells how long the event loop was kept since the last look', async () => {
    const metrics = open();
    const lag = 'nodejs_eventloop_lag_max_seconds';
    // Before the first look nothing is measured, which would wake the process a hundred times a second.
    await keepEventLoop();
    expect(await valueOf(metrics, lag)).toBe(0);
    await keepEventLoop();
    const kept = (await valueOf(metrics, lag)) ?? Number.NaN;
    expect(kept).toBeGreaterThan(0.1);
    // The machine itself may keep it between two looks, though not at each of them.
    const later: number[] = [];
    while (later.length < 20) later.push((await valueOf(metrics, lag)) ?? Number.NaN);
    expect(Math.min(...later)).toBeLessThan(0.1);
  });

  it('is measured no more once it is stopped', async () => {
    const metrics = open();
    await valueOf(metrics, 'nodejs_eventloop_lag_p99_seconds');
    metrics.stop();
    await valueOf(metrics, 'nodejs_eventloop_lag_p99_seconds');
    await nextTurns();
    expect(await valueOf(metrics, 'nodejs_eventloop_lag_p99_seconds')).toBe(0);
  });
});

async function keepEventLoop(): Promise<void> {
  await nextTurns();
  const until = performance.now() + 120;
  while (performance.now() < until);
  await nextTurns();
}

/** What is measured is real time: long enough for the timer that measures it. */
function nextTurns(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 30));
}

it('is text that Prometheus reads', async () => {
  const metrics = open(async () => ({ waiting: 2 }));
  expect(metrics.contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
  const series = /^[a-z0-9_]+(\{[a-z]+="[A-Z0-9_a-z.+-]+"(,[a-z]+="[a-z0-9.-]+")*\})? [0-9.e+-]+$/;
  for (const line of (await metrics.text()).trim().split('\n'))
    if (line !== '') expect(line).toMatch(line.startsWith('#') ? /^# (HELP|TYPE) [a-z0-9_]+ ./ : series);
});

describe('the audit trail', () => {
  it('shows what waits and what was lost, at each scrape as it is then', async () => {
    const metrics = open();
    await metrics.text();
    expect(await valueOf(metrics, 'portcullis_audit_waiting')).toBe(3);
    expect(await valueOf(metrics, 'portcullis_audit_dropped_total')).toBe(2);
  });
});
