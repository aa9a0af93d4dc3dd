#!/usr/bin/env bash
# Expected: metrics of a process cost something when they are read; one that does nothing, and whose metrics nobody reads, sleeps. What was
#   cleared measures nothing any longer.
# Seen, in prom-client 15.1.3 (collectDefaultMetrics), @opentelemetry/instrumentation-runtime-node 0.36.1 and @fastify/under-pressure 9.2.0, on
#   Node 20.20.2: by Node's monitorEventLoopDelay each wakes the process a hundred times a second from the moment it is set up, also where no
#   metric is ever read; without them it is not woken once. `register.clear()` of prom-client takes its metrics away and leaves the timer,
#   which nothing can stop any longer.
# Means: of a service that is idle most of the time this may be most of what it takes of the processor, and on small machines what keeps it
#   from sleeping. Begin to measure with the first scrape, and keep what stops it.
# Needs node and npm, and Linux.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund prom-client@15.1.3 @opentelemetry/instrumentation-runtime-node@0.36.1 \
  @opentelemetry/sdk-metrics@2.12.1 @fastify/under-pressure@9.2.0 fastify@5.12.8 >>npm.log

cat >idle.cjs <<'JS'
const { readFileSync } = require('node:fs');

/** How often this thread has slept, and so was woken. */
function wakes() {
  return Number(/^voluntary_ctxt_switches:\s*(\d+)/m.exec(readFileSync('/proc/thread-self/status', 'utf8'))[1]);
}

const measures = {
  nothing() {},
  'prom-client'() {
    require('prom-client').collectDefaultMetrics();
  },
  'prom-client-cleared'() {
    const { collectDefaultMetrics, register } = require('prom-client');
    collectDefaultMetrics();
    register.clear();
  },
  opentelemetry() {
    const { RuntimeNodeInstrumentation } = require('@opentelemetry/instrumentation-runtime-node');
    const { MeterProvider, MetricReader } = require('@opentelemetry/sdk-metrics');
    class NeverReads extends MetricReader {
      async onForceFlush() {}
      async onShutdown() {}
    }
    new RuntimeNodeInstrumentation().setMeterProvider(new MeterProvider({ readers: [new NeverReads()] }));
  },
  async 'under-pressure'() {
    const app = require('fastify')();
    app.register(require('@fastify/under-pressure'), { maxEventLoopDelay: 1_000 });
    await app.ready();
  },
};

const seconds = 3;
(async () => {
  await measures[process.argv[2]]();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const before = wakes();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  console.log(Math.round((wakes() - before) / seconds));
  process.exit();
})();
JS

changed=0
for measure in nothing prom-client prom-client-cleared opentelemetry under-pressure; do
  count=$(node idle.cjs "$measure")
  echo "$measure: woken $count times a second"
  if [ "$measure" = nothing ]; then
    if [ "$count" -gt 20 ]; then changed=1; fi
  elif [ "$count" -lt 80 ]; then changed=1; fi
done
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
