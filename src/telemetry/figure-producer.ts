/** The figures of /metrics as OpenTelemetry has them, under the same names: one set of figures, whoever reads it. */
import { type HrTime, ValueType } from '@opentelemetry/api';
import { millisToHrTime } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type Histogram,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';

import type { Figure, FigureValue } from './telemetry.js';

export function createFigureProducer(
  read: () => Promise<readonly Figure[]>,
  resource: Resource,
): MetricProducer {
  const startTime = millisToHrTime(Date.now());
  return {
    async collect() {
      const times = { startTime, endTime: millisToHrTime(Date.now()) };
      const metrics = (await read()).map((figure) => convert(figure, times));
      const scopeMetrics = [{ scope: { name: 'portcullis' }, metrics }];
      return { resourceMetrics: { resource, scopeMetrics }, errors: [] };
    },
  };
}

interface Times {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

function convert({ name, help, type, values }: Figure, times: Times): MetricData {
  const base = {
    descriptor: { name, description: help, unit: '', valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  if (type === 'histogram') {
    const dataPoints = [...groupByLabels(values).values()].map((group) => toHistogram(group, times));
    return { ...base, dataPointType: DataPointType.HISTOGRAM, dataPoints };
  }
  const dataPoints = values.map(({ value, labels }) => ({ ...times, attributes: { ...labels }, value }));
  if (type === 'counter') return { ...base, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
  return { ...base, dataPointType: DataPointType.GAUGE, dataPoints };
}

/** Without the bound of a bucket. */
function groupByLabels(values: readonly FigureValue[]): ReadonlyMap<string, FigureValue[]> {
  const groups = new Map<string, FigureValue[]>();
  for (const value of values) {
    const key = JSON.stringify(attributesOf(value));
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

function attributesOf({ labels: { le: _, ...attributes } }: FigureValue) {
  return attributes;
}

/** Prometheus counts what is up to a bound, OpenTelemetry what is between two. */
function toHistogram(group: readonly FigureValue[], times: Times): DataPoint<Histogram> {
  const valueOf = (end: string) => group.find(({ metricName }) => metricName?.endsWith(end))?.value ?? 0;
  const upTo = group.filter(({ metricName }) => metricName?.endsWith('_bucket'));
  const counts = upTo.map(({ value }, index) => value - (upTo[index - 1]?.value ?? 0));
  const boundaries = upTo.flatMap(({ labels: { le } }) => (typeof le === 'number' ? [le] : []));
  const value = { buckets: { boundaries, counts }, sum: valueOf('_sum'), count: valueOf('_count') };
  const [first] = group;
  return { ...times, attributes: first === undefined ? {} : attributesOf(first), value };
}
