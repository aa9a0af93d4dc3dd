/** What a collector is for a gateway: OTLP over HTTP, in its JSON encoding. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Attribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly traceState: string | undefined;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly hasFailed: boolean;
}

interface SentSpan extends Omit<ReceivedSpan, 'attributes' | 'hasFailed'> {
  readonly attributes?: readonly Attribute[];
  readonly status?: { readonly code?: number };
}

export interface ReceivedPoint {
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly value: number | undefined;
  readonly count: number | undefined;
  readonly bounds: readonly number[];
  readonly bucketCounts: readonly number[];
}

interface SentPoint {
  readonly attributes?: readonly Attribute[];
  readonly asDouble?: number;
  readonly asInt?: string | number;
  readonly count?: string | number;
  readonly explicitBounds?: readonly number[];
  readonly bucketCounts?: readonly (string | number)[];
}

interface SentMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly SentPoint[]; readonly isMonotonic: boolean };
  readonly gauge?: { readonly dataPoints: readonly SentPoint[] };
  readonly histogram?: { readonly dataPoints: readonly SentPoint[] };
}

interface Sent {
  readonly resourceSpans?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeMetrics: readonly { readonly metrics: readonly SentMetric[] }[];
  }[];
}

export interface OtlpReceiver {
  readonly url: string;
  /** Whatever it was sent, as text. */
  readonly bodies: readonly string[];
  readonly headers: readonly IncomingHttpHeaders[];
  readonly spans: readonly ReceivedSpan[];
  /** By name, as they were told last. */
  readonly metrics: ReadonlyMap<string, { readonly kind: string; readonly points: readonly ReceivedPoint[] }>;
  readonly resource: Readonly<Record<string, unknown>>;
  /** What it answers from now on. */
  answerWith(status: number): void;
  stop(): Promise<void>;
}

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const bodies: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const spans: ReceivedSpan[] = [];
  const metrics = new Map<string, { kind: string; points: readonly ReceivedPoint[] }>();
  const resource: Record<string, unknown> = {};
  let status = 200;
  const take = (sent: Sent) => {
    for (const { resource: of } of [...(sent.resourceSpans ?? []), ...(sent.resourceMetrics ?? [])])
      Object.assign(resource, readAttributes(of.attributes));
    for (const { scopeSpans } of sent.resourceSpans ?? [])
      spans.push(...scopeSpans.flatMap((scope) => scope.spans).map(readSpan));
    for (const { scopeMetrics } of sent.resourceMetrics ?? [])
      for (const metric of scopeMetrics.flatMap((scope) => scope.metrics))
        metrics.set(metric.name, readMetric(metric));
  };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      bodies.push(body);
      headers.push(request.headers);
      if (status === 200) take(JSON.parse(body) as Sent);
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ bodies, headers, spans, metrics, resource },
    answerWith: (next) => {
      status = next;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function readAttributes(attributes: readonly Attribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}

function readSpan({ attributes, status, ...span }: SentSpan): ReceivedSpan {
  return { ...span, attributes: readAttributes(attributes), hasFailed: status?.code === 2 };
}

function readMetric({ sum, gauge, histogram }: SentMetric) {
  const points = (sum ?? gauge ?? histogram)?.dataPoints ?? [];
  const kind = sum ? `sum${sum.isMonotonic ? ', monotonic' : ''}` : gauge ? 'gauge' : 'histogram';
  return { kind, points: points.map(readPoint) };
}

function readPoint(point: SentPoint): ReceivedPoint {
  const { asDouble, asInt, count, explicitBounds = [], bucketCounts = [] } = point;
  return {
    attributes: readAttributes(point.attributes),
    value: asDouble ?? (asInt === undefined ? undefined : Number(asInt)),
    count: count === undefined ? undefined : Number(count),
    bounds: explicitBounds,
    bucketCounts: bucketCounts.map(Number),
  };
}
