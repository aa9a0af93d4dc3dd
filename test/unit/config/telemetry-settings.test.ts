import { describe, expect, it } from '@jest/globals';

import { parseConfig } from '../../../src/config/config.js';
import { switchedOn } from '../../../src/config/features.js';

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

describe('OTEL_*', () => {
  it('are read as OpenTelemetry has them', () => {
    const config = parseConfig({
      ...endpoint,
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Basic%20YTpi, x-tenant = a=b',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=pre%2Cprod',
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    });
    expect(config).toMatchObject({
      otlpEndpoint: 'http://collector:4318',
      otlpHeaders: { authorization: 'Basic YTpi', 'x-tenant': 'a=b' },
      resourceAttributes: { 'deployment.environment.name': 'pre,prod' },
      tracesSamplerRatio: 0.25,
      serviceName: 'portcullis',
    });
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'secret-without-a-name'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=%zz'],
    ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
    ['OTEL_TRACES_SAMPLER_ARG', '2'],
    ['OTEL_METRIC_EXPORT_INTERVAL', '10s'],
  ])('%s=%s stops the start, by its name', (name, value) => {
    const start = () => parseConfig({ ...endpoint, [name]: value });
    expect(start).toThrow(name);
    expect(start).not.toThrow('secret-without');
  });
});

describe('metrics', () => {
  const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example.com' };
  it.each([
    [{}, false],
    [endpoint, true],
    [{ ...endpoint, OTEL_METRICS_EXPORTER: 'none' }, false],
    [{ ...endpoint, OTEL_SDK_DISABLED: 'true' }, false],
    [{ ...endpoint, FEATURES_DISABLED: 'metrics' }, false],
  ])('in production without METRICS_TOKEN, with %j: %s', (environment, isOn) => {
    expect(switchedOn(parseConfig({ ...production, ...environment })).metrics).toBe(isOn);
  });
});
