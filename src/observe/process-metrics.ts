import { monitorEventLoopDelay } from 'node:perf_hooks';

import { type Aggregator, Counter, Gauge, type Registry } from 'prom-client';

import { readVersion } from '../foundation/version.js';

/** As in the library's own default metrics. */
const LAG_RESOLUTION_MS = 10;
const NANOSECONDS = 1e9;

/**
 * Processor, memory and event loop, under the names that dashboards for prom-client know. Its
 * collectDefaultMetrics is not used: the timer and the observer that it starts can never be stopped.
 * @returns how to stop.
 */
export function measureProcess(registry: Registry): () => void {
  const startedAt = Date.now() / 1_000 - process.uptime();
  const add = (name: string, help: string, read: () => number, aggregator: Aggregator = 'sum') => {
    addGauge(registry, name, help, read, aggregator);
  };
  add(
    'process_start_time_seconds',
    'When the process started, in seconds since 1970.',
    () => startedAt,
    'min',
  );
  add('process_resident_memory_bytes', 'Resident memory.', () => process.memoryUsage.rss());
  add('nodejs_heap_size_total_bytes', 'Size of the heap.', () => process.memoryUsage().heapTotal);
  add('nodejs_heap_size_used_bytes', 'Used part of the heap.', () => process.memoryUsage().heapUsed);
  add('nodejs_external_memory_bytes', 'Memory outside the heap.', () => process.memoryUsage().external);
  measureProcessor(registry);
  tellBuild(registry);
  return measureEventLoop(registry);
}

/** @param aggregator how it is told of several processes (WORKERS). */
function addGauge(
  registry: Registry,
  name: string,
  help: string,
  read: () => number,
  aggregator: Aggregator = 'max',
): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    aggregator,
    collect() {
      this.set(read());
    },
  });
}

/** Always 1; what is told are its labels, so that a dashboard can say which replica runs what. */
function tellBuild(registry: Registry): void {
  const labels = { version: readVersion(), node: process.versions.node };
  const build = new Gauge({
    name: 'portcullis_build_info',
    help: 'Which build this is.',
    labelNames: Object.keys(labels),
    registers: [registry],
    aggregator: 'max',
  });
  build.set(labels, 1);
}

function measureProcessor(registry: Registry): void {
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Processor time, user and system, since the process started.',
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
}

/** Each scrape tells of the time since the last one, the first of nothing: a process that nobody scrapes is not woken a hundred times a second. */
function measureEventLoop(registry: Registry): () => void {
  const delays = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  let isStopped = false;
  // Nothing measured yet reads as the largest number there is, or as none.
  const seconds = (read: () => number) => () => (delays.count === 0 ? 0 : read() / NANOSECONDS);
  const help = (what: string) => `${what} delay of the event loop since the last scrape.`;
  const name = (part: string) => `nodejs_eventloop_lag_${part}_seconds`;
  for (const percentile of [50, 90, 99]) {
    const read = seconds(() => delays.percentile(percentile));
    addGauge(registry, name(`p${percentile}`), help(`${percentile}th percentile of the`), read);
  }
  addGauge(
    registry,
    name('mean'),
    help('Mean'),
    seconds(() => delays.mean),
    'average',
  );
  addGauge(registry, name('max'), help('Largest'), () => {
    const largest = seconds(() => delays.max)();
    // The last of them to be read: the registry keeps their order.
    delays.reset();
    if (!isStopped) delays.enable();
    return largest;
  });
  return () => {
    isStopped = true;
    delays.disable();
  };
}
