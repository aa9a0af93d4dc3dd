/** Figures for Prometheus: what happens, by the events, and what the rooms have to tell when they are asked. Knows none of them. */
import type { Measure } from '../foundation/measure.js';
import type { Ground } from '../house/ground.js';
import { createMetrics } from './metrics.js';

export interface MetricsNeeds {
  readonly ground: Ground;
  /** Of all rooms. */
  readonly measures: readonly Measure[];
}

export function createMetricsRoom({ measures }: MetricsNeeds) {
  const metrics = createMetrics({ measures });
  return { metrics, contributes: { listeners: [metrics.listen], stop: () => metrics.stop() } };
}
