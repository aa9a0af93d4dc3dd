/** Puts the figures that rooms contribute into the registry. */
import { type Aggregator, Counter, Gauge, Histogram, type Registry } from 'prom-client';

import type { DistributionMeasure, LabelledMeasure, Measure, PlainMeasure } from '../foundation/measure.js';

type LookedUp = PlainMeasure | LabelledMeasure;
type Figure = Gauge | Counter;

export function exposeMeasure(registry: Registry, measure: Measure): void {
  if (measure.kind === 'histogram') exposeDistribution(registry, measure);
  else exposeLookedUp(registry, measure);
}

function exposeDistribution(
  registry: Registry,
  { name, help, buckets, subscribe }: DistributionMeasure,
): void {
  const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [registry] });
  subscribe((value) => {
    histogram.observe(value);
  });
}

function exposeLookedUp(registry: Registry, measure: LookedUp): void {
  const { name, help, label, kind } = measure;
  const aggregator: Aggregator = measure.amongWorkers ?? (label === undefined ? 'sum' : 'first');
  const options = { name, help, labelNames: [label ?? []].flat(), registers: [registry], aggregator };
  if (kind === 'gauge') {
    new Gauge({
      ...options,
      collect() {
        return lookUp(this, measure);
      },
    });
  } else {
    new Counter({
      ...options,
      collect() {
        return lookUp(this, measure);
      },
    });
  }
}

/** It is counted elsewhere, and told here as it stands. A failure would take the other figures away just when they are looked at. */
async function lookUp(figure: Figure, measure: LookedUp): Promise<void> {
  if (measure.label === undefined) {
    const value = await Promise.resolve()
      .then(() => measure.read())
      .catch(() => undefined);
    figure.remove({});
    if (value !== undefined) set(figure, {}, value);
    return;
  }
  const values = await Promise.resolve()
    .then(() => measure.read())
    .catch(() => ({}));
  figure.reset();
  for (const [value, count] of Object.entries(values)) set(figure, { [measure.label]: value }, count);
}

function set(figure: Figure, labels: Readonly<Record<string, string>>, value: number): void {
  if (figure instanceof Gauge) figure.set(labels, value);
  else figure.inc(labels, value);
}
