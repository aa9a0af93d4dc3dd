import type { IncomingHttpHeaders } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { freshDatabaseUri } from '../harness/database-uri.js';
import { createGatewayProcesses, type GatewayProcess, until } from '../harness/gateway-process.js';
import { testSecret } from '../harness/gateway.js';
import {
  type OtlpReceiver,
  type ReceivedPoint,
  type ReceivedSpan,
  startOtlpReceiver,
} from '../harness/otlp-receiver.js';
import { newPerson } from '../harness/people.js';
import { startSmtpSink, type SmtpSink } from '../harness/smtp-sink.js';
import { type RawUpstream, startRawUpstream, writeFiles } from '../harness/upstream.js';

const processes = createGatewayProcesses();
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const callerSpan = '00f067aa0ba902b7';
const person = newPerson();
const document = `mutation Anything($input: SignUpInput!) { signUp(input: $input) { auth { accessToken } } }`;

let collector: OtlpReceiver;
let mailServer: SmtpSink;
let gateway: GatewayProcess;
let url: string;
let upstream: RawUpstream;
/** What it was told of the trace, oldest first. */
const toldUpstream: IncomingHttpHeaders[] = [];
beforeAll(async () => {
  collector = await startOtlpReceiver();
  mailServer = await startSmtpSink();
  upstream = await startRawUpstream(({ headers }, response) => {
    toldUpstream.push(headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"shop":"open"}}');
  });
  const [config = ''] = writeFiles({
    'upstreams.yaml': `upstreams: [{ name: orders, url: "${upstream.url}", sdl: orders.graphql }]`,
    'orders.graphql': 'type Query { shop: String }',
  });
  gateway = await processes.launch({
    UPSTREAMS: config,
    MONGODB_URI: freshDatabaseUri(),
    SECRET: testSecret,
    SMTP_URL: mailServer.url,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-tenant=a%20b',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=tests',
    OTEL_BSP_SCHEDULE_DELAY: '50',
    OTEL_METRIC_EXPORT_INTERVAL: '300',
  });
  ({ url } = await gateway.ready());
});
afterAll(async () => {
  await processes.endAll();
  await mailServer.stop();
  await upstream.stop();
  await collector.stop();
});

const send = (query: string, variables: object, headers: Record<string, string> = {}) =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });

const span = (name: string) =>
  until(`a span ${name}`, () => collector.spans.find((candidate) => candidate.name === name));

describe('a request with a traceparent', () => {
  let request: ReceivedSpan;
  beforeAll(async () => {
    const headers = { traceparent: `00-${traceId}-${callerSpan}-01`, tracestate: 'vendor=opaque' };
    const answer = await send(document, { input: person }, headers);
    expect(await answer.json()).not.toHaveProperty('errors');
    request = await span('POST /graphql signUp');
  });

  it('is a span of that trace, with operation and outcome', () => {
    expect(request).toMatchObject({ traceId, parentSpanId: callerSpan, traceState: 'vendor=opaque' });
    expect(request.hasFailed).toBe(false);
    expect(request.attributes).toEqual({
      'http.request.method': 'POST',
      'http.route': '/graphql',
      'http.response.status_code': 200,
      'portcullis.operation': 'signUp',
      'portcullis.outcome': 'ok',
    });
  });

  it('has its hash and its commands to the database below it', async () => {
    const hash = await span('hash');
    expect(hash).toMatchObject({ traceId, parentSpanId: request.spanId });
    const insert = await span('insert users');
    expect(insert).toMatchObject({ traceId, parentSpanId: request.spanId });
    expect(insert.attributes).toMatchObject({ 'db.system.name': 'mongodb', 'db.operation.name': 'insert' });
  });

  it('has its log line marked with it, and so has no other', async () => {
    const line = await until('it is logged', () =>
      gateway.log.find(({ operation }) => operation === 'signUp'),
    );
    expect(line).toMatchObject({ trace_id: traceId, span_id: request.spanId });
    expect(gateway.log.find(({ msg }) => msg === 'ready')).not.toHaveProperty('trace_id');
  });
});

it('what an upstream is asked is a span of its own, which the upstream is told', async () => {
  const ask = (flags: string) =>
    fetch(`${url}/graphql/orders`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        traceparent: `00-${traceId}-${callerSpan}-${flags}`,
        tracestate: 'vendor=opaque',
      },
      body: JSON.stringify({ query: '{ shop }' }),
    });
  // One that whoever asks does not sample is told on as such, and is no span.
  expect((await ask('00')).status).toBe(200);
  expect((await ask('01')).status).toBe(200);
  const [request, asked] = [await span('POST /graphql/orders'), await span('upstream')];
  expect(request).toMatchObject({ traceId, parentSpanId: callerSpan });
  expect(asked).toMatchObject({ traceId, parentSpanId: request.spanId, hasFailed: false });
  expect(asked.attributes).toEqual({ 'portcullis.upstream': 'orders' });
  expect(toldUpstream.map(({ traceparent, tracestate }) => [traceparent, tracestate])).toEqual([
    [expect.stringMatching(`^00-${traceId}-[0-9a-f]{16}-00$`), 'vendor=opaque'],
    [`00-${traceId}-${asked.spanId}-01`, 'vendor=opaque'],
  ]);
});

it('a refusal names its codes, and is no failure', async () => {
  await send('{ exportMyData }', {});
  const refused = await span('POST /graphql exportMyData');
  expect(refused.parentSpanId ?? '').toBe('');
  expect(refused.hasFailed).toBe(false);
  expect(refused.attributes).toMatchObject({ 'portcullis.outcome': 'refused' });
});

it.each([
  'no-trace',
  `00-${'0'.repeat(32)}-${callerSpan}-01`,
  `00-${traceId}-${callerSpan}`,
  'x'.repeat(9_000),
])('a traceparent that is none begins a trace of its own', async (traceparent) => {
  const before = collector.spans.length;
  expect((await send('{ authConfig { __typename } }', {}, { traceparent })).status).toBe(200);
  const own = await until('its span', () =>
    collector.spans.slice(before).find(({ name }) => name === 'POST /graphql authConfig'),
  );
  expect(own.traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(own.traceId).not.toMatch(/^0+$/);
  expect([own.parentSpanId ?? '', own.traceId === traceId]).toEqual(['', false]);
});

it('a mail that leaves is a trace of its own', async () => {
  const mail = await span('send mail');
  expect(mail.traceId).not.toBe(traceId);
  expect(mail.attributes).toHaveProperty(['portcullis.mail.kind']);
});

it('metrics are those of /metrics, by the same names', async () => {
  const points = (name: string) => collector.metrics.get(name)?.points ?? [];
  const of = (operation: string) => (point: ReceivedPoint) => point.attributes['operation'] === operation;
  await until('the sign-up is counted', () =>
    points('portcullis_operations_total')
      .filter(of('signUp'))
      .some(({ attributes, value }) => attributes['outcome'] === 'ok' && value === 1),
  );
  expect(collector.metrics.get('portcullis_operations_total')?.kind).toBe('sum, monotonic');
  expect(collector.metrics.get('portcullis_hash_queue')?.kind).toBe('gauge');
  expect(collector.metrics.get('portcullis_operation_duration_seconds')?.kind).toBe('histogram');
  const [signUp] = points('portcullis_operation_duration_seconds').filter(of('signUp'));
  expect(signUp).toMatchObject({ attributes: { operation: 'signUp' }, count: 1 });
  const { bounds = [], bucketCounts = [] } = signUp ?? {};
  expect(bucketCounts).toHaveLength(bounds.length + 1);
  expect(bucketCounts.reduce((sum, count) => sum + count, 0)).toBe(1);
});

it('nothing of people, documents or paths they made up is told', async () => {
  await fetch(`${url}/made-up?token=made-up-token`, { headers: { 'user-agent': 'made-up-agent' } });
  await span('GET other');
  const told = collector.bodies.join('\n');
  for (const secret of [person.email, person.password, 'Lovelace', 'made-up', 'Anything', '127.0.0.1'])
    expect(told).not.toContain(secret);
});

it('names the service and sends the headers that were set', () => {
  expect(collector.resource).toMatchObject({
    'service.name': 'portcullis',
    'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
    'deployment.environment.name': 'tests',
  });
  expect(collector.headers.every((headers) => headers['x-tenant'] === 'a b')).toBe(true);
});

it('a collector that refuses is told of once, and harms nobody', async () => {
  const says = (msg: string) => gateway.log.filter((line) => line.msg === msg);
  const fault = 'the collector at OTEL_EXPORTER_OTLP_ENDPOINT does not take traces or metrics';
  collector.answerWith(400);
  const before = collector.bodies.length;
  await until('it has refused', () => collector.bodies.length >= before + 3);
  expect((await send('{ authConfig { __typename } }', {})).status).toBe(200);
  await gateway.logged(fault);
  expect(says(fault).length).toBeLessThanOrEqual(2);
  collector.answerWith(200);
  await gateway.logged('the collector takes traces and metrics again');
});

it('what is left is sent at the end', async () => {
  await send('query Last { me { id } }', {});
  await until('it is logged', () => gateway.log.find(({ operation }) => operation === 'me'));
  gateway.signal('SIGTERM');
  expect(await gateway.exit).toEqual({ code: 0, signal: null });
  expect(collector.spans.map(({ name }) => name)).toContain('POST /graphql me');
});
