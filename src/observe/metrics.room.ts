/** Figures for Prometheus: what happens, by the events, and what the rooms have to tell when they are asked. Knows none of them. */
import type { Measure } from '../foundation/measure.js';
import type { Ground } from '../house/ground.js';
import { createMetrics } from './metrics.js';
import { createMetricsRoute } from './metrics.route.js';

export interface MetricsNeeds {
  readonly ground: Ground;
  /** Of all rooms. */
  readonly measures: readonly Measure[];
  /** Root fields of the schema, once it is built. */
  readonly operations: () => readonly string[];
}

export function createMetricsRoom({ ground, measures, operations }: MetricsNeeds) {
  const { config, siblings, telemetry } = ground;
  const metrics = createMetrics({ measures, siblings });
  const { metricsToken: token, isProduction } = config;
  return {
    contributes: {
      routes: [createMetricsRoute({ metrics, token, isProduction })],
      listeners: [metrics.listen],
      answerListeners: [metrics.requests.listen],
      start: () => {
        metrics.requests.beginAtNought(operations());
        telemetry.exportFigures(() => metrics.figures());
        return Promise.resolve();
      },
      stop: () => {
        metrics.stop();
      },
    },
  };
}
