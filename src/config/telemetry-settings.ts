import { bool, integer, keyValues, oneOf, text, webUrl } from './kinds.js';
import { setting } from './setting-definition.js';

/** A collector's names for them, as every program that speaks OpenTelemetry has them. */
export const telemetrySettings = {
  otlpEndpoint: setting({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    group: 'OpenTelemetry',
    kind: webUrl,
    doc: 'The collector that traces and metrics are sent to, such as http://collector:4318; /v1/traces and /v1/metrics are added to it. Unset: nothing is sent, and nothing of it is loaded.',
  }),
  otlpProtocol: setting({
    env: 'OTEL_EXPORTER_OTLP_PROTOCOL',
    group: 'OpenTelemetry',
    kind: oneOf('http/json'),
    default: 'http/json',
    doc: 'How they are sent; there is no other way, and collectors take it at the port of http/protobuf.',
  }),
  otlpHeaders: setting({
    env: 'OTEL_EXPORTER_OTLP_HEADERS',
    group: 'OpenTelemetry',
    kind: keyValues,
    doc: 'Headers that the collector asks for: a list of `name=value`, percent-encoded.',
  }),
  tracesExporter: setting({
    env: 'OTEL_TRACES_EXPORTER',
    group: 'OpenTelemetry',
    kind: oneOf('otlp', 'none'),
    default: 'otlp',
    doc: '`none` sends no traces.',
  }),
  metricsExporter: setting({
    env: 'OTEL_METRICS_EXPORTER',
    group: 'OpenTelemetry',
    kind: oneOf('otlp', 'none'),
    default: 'otlp',
    doc: '`none` sends no metrics.',
  }),
  otelDisabled: setting({
    env: 'OTEL_SDK_DISABLED',
    group: 'OpenTelemetry',
    kind: bool,
    default: 'false',
    doc: '`true` is as if OTEL_EXPORTER_OTLP_ENDPOINT were not set.',
  }),
  serviceName: setting({
    env: 'OTEL_SERVICE_NAME',
    group: 'OpenTelemetry',
    kind: text,
    default: 'portcullis',
    doc: 'The `service.name` of what is sent.',
  }),
  resourceAttributes: setting({
    env: 'OTEL_RESOURCE_ATTRIBUTES',
    group: 'OpenTelemetry',
    kind: keyValues,
    doc: 'What else is told of this service: a list of `name=value`, percent-encoded.',
  }),
  tracesSampler: setting({
    env: 'OTEL_TRACES_SAMPLER',
    group: 'OpenTelemetry',
    kind: oneOf(
      'parentbased_always_on',
      'parentbased_traceidratio',
      'parentbased_always_off',
      'always_on',
      'traceidratio',
      'always_off',
    ),
    default: 'parentbased_always_on',
    doc: 'Which requests are traced. parentbased_ follows the traceparent of a request that has one: where strangers can send it, they choose.',
  }),
  tracesSamplerRatio: setting({
    env: 'OTEL_TRACES_SAMPLER_ARG',
    group: 'OpenTelemetry',
    kind: text.regex(/^(0(\.\d{1,9})?|1(\.0{1,9})?)$/, 'must be a number from 0 to 1').transform(Number),
    default: '1',
    doc: 'How many of them, for the samplers with traceidratio.',
  }),
  traceIntervalMs: setting({
    env: 'OTEL_BSP_SCHEDULE_DELAY',
    group: 'OpenTelemetry',
    kind: integer(10, 3_600_000),
    default: '5000',
    doc: 'How often traces are sent, in milliseconds; of what does not fit into 2,048 spans meanwhile the rest is dropped.',
  }),
  metricIntervalMs: setting({
    env: 'OTEL_METRIC_EXPORT_INTERVAL',
    group: 'OpenTelemetry',
    kind: integer(100, 3_600_000),
    default: '60000',
    doc: 'How often metrics are sent, in milliseconds.',
  }),
};
