/** The real one. Nothing is registered globally: two gateways in one process do not meet. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

import { defaultTextMapSetter, ROOT_CONTEXT, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type Resource, resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';

import type { Config } from '../config/config.js';
import { readVersion } from '../foundation/version.js';
import { chooseSampler } from './choose-sampler.js';
import { errorType } from './error-type.js';
import { createFigureProducer } from './figure-producer.js';
import type { Scope } from './scope.js';
import { type Figure, noTelemetry, type Telemetry } from './telemetry.js';
import { createFaultTeller } from './tell-faults.js';
import { createTraceCommands } from './trace-commands.js';
import { createBeginRequest } from './trace-request.js';

export interface TelemetryOptions {
  /** Without a trailing slash. */
  readonly endpoint: string;
  readonly config: Config;
  readonly onFault: (reason: string | undefined) => void;
}

const STOP_TIMEOUT_MS = 1_500;

export function startTelemetry(options: TelemetryOptions): Telemetry {
  const { config } = options;
  const resource = resourceFromAttributes({
    'service.version': readVersion(),
    ...config.resourceAttributes,
    'service.name': config.serviceName,
    // A worker of several (WORKERS) is one by itself.
    'service.instance.id': randomUUID(),
  });
  const tellFaults = createFaultTeller(options.onFault);
  const target = (path: string) => ({
    url: `${options.endpoint}${path}`,
    headers: { ...config.otlpHeaders },
  });
  const closing: (() => Promise<void>)[] = [];
  return {
    ...(config.tracesExporter === 'otlp'
      ? startTraces(config, resource, tellFaults(new OTLPTraceExporter(target('/v1/traces'))), closing)
      : noTelemetry),
    exportFigures(read: () => Promise<readonly Figure[]>) {
      if (config.metricsExporter === 'none') return;
      const reader = new PeriodicExportingMetricReader({
        exporter: tellFaults(new OTLPMetricExporter(target('/v1/metrics'))),
        exportIntervalMillis: config.metricIntervalMs,
        exportTimeoutMillis: Math.min(config.metricIntervalMs, 10_000),
        metricProducers: [createFigureProducer(read, resource)],
      });
      const provider = new MeterProvider({ resource, readers: [reader] });
      closing.push(() => provider.shutdown());
    },
    stop: () => closeAll(closing),
  };
}

function startTraces(
  config: Config,
  resource: Resource,
  exporter: OTLPTraceExporter,
  closing: (() => Promise<void>)[],
): Omit<Telemetry, 'exportFigures' | 'stop'> {
  const provider = new TracerProvider({
    resource,
    sampler: chooseSampler(config.tracesSampler, config.tracesSamplerRatio),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: config.traceIntervalMs })],
  });
  closing.push(() => provider.shutdown());
  const tracer = provider.getTracer('portcullis');
  const scope: Scope = new AsyncLocalStorage();
  return {
    during: createDuring(tracer, scope),
    outside: (work) => scope.exit(work),
    beginRequest: createBeginRequest(tracer, scope),
    traceCommands: createTraceCommands(tracer, scope),
    traceHeaders: createTraceHeaders(scope),
    logFields: () => {
      const context = trace.getSpanContext(scope.getStore() ?? ROOT_CONTEXT);
      return context === undefined ? {} : { trace_id: context.traceId, span_id: context.spanId };
    },
  };
}

function createTraceHeaders(scope: Scope): () => Readonly<Record<string, string>> {
  const propagator = new W3CTraceContextPropagator();
  return () => {
    const carrier: Record<string, string> = {};
    propagator.inject(scope.getStore() ?? ROOT_CONTEXT, carrier, defaultTextMapSetter);
    return carrier;
  };
}

function createDuring(tracer: Tracer, scope: Scope): Telemetry['during'] {
  return async (part, work, facts = {}) => {
    const parent = scope.getStore() ?? ROOT_CONTEXT;
    const span = tracer.startSpan(part, { attributes: { ...facts } }, parent);
    try {
      return await scope.run(trace.setSpan(parent, span), work);
    } catch (error) {
      span.setAttribute('error.type', errorType(error)).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  };
}

/** Failing or late, it must not hold up the end of the process; that something was not taken is told by then. */
async function closeAll(closing: readonly (() => Promise<void>)[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS)));
  await Promise.race([Promise.allSettled(closing.map((close) => close())), patience]);
  clearTimeout(timer);
}
