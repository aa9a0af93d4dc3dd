/** Subscriptions at an upstream that is down, and then there again. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocketServer } from 'ws';

import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { type RawUpstream, serveUpstream, writeFiles } from '../harness/upstream.js';

const event = '{"data":{"bell":"rings"}}';

let isDown = true;
let refuses = false;
let isSilent = false;
let drips = false;
/** When it closes a connection with 1000, if it does. */
let closesAt: 'connection_init' | 'subscribe' | undefined;
let isDeaf = false;
let rung = event;
let speaks: string | false = 'graphql-transport-ws';
let asked = 0;
const connections = new Set<Socket>();
/** All that is open. */
let cut: () => void;
let upstream: RawUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  const server = createServer((request, response) => {
    asked++;
    if (isDown) request.socket.destroy();
    else ring(response);
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  cut = () => {
    for (const socket of connections) socket.destroy();
  };
  server.on('upgrade', (request, socket, head) => {
    asked++;
    if (isDown) socket.destroy();
    else if (drips) drip(socket);
    else ringBySocket(request, socket as never, head);
  });
  upstream = await serveUpstream(server);
  const [, config = ''] = writeFiles({
    'bells.graphql': 'type Query { shop: String } type Subscription { bell: String }',
    'upstreams.yaml': `
upstreams:
  - { name: sse, url: "${upstream.url}", sdl: bells.graphql }
  - { name: ws, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws }
  - { name: few, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws, maxSubscriptions: 3 }
  - { name: small, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws, maxResponseKb: 1 }
  - { name: two, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws, maxSubscriptions: 2 }
  - { name: hasty, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws, timeout: 1s }
  - { name: patient, url: "${upstream.url}", sdl: bells.graphql, subscriptions: ws, timeout: 10m }
`,
  });
  gateway = await startTestGateway({ UPSTREAMS: config });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

/** One event, and then nothing for as long as whoever listens does. */
function ring(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`event: next\ndata: ${event}\n\n`);
}

/** A head that has no end. */
function drip(socket: Duplex): void {
  socket.write('HTTP/1.1 101 Switching Protocols\r\n');
  const drops = setInterval(() => socket.write('X-A: b\r\n'), 100);
  socket
    .on('error', () => undefined)
    .once('close', () => {
      clearInterval(drops);
    });
}

const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => speaks });

/** The same by graphql-ws. */
function ringBySocket(...upgrade: [IncomingMessage, never, Buffer]): void {
  sockets.handleUpgrade(...upgrade, (socket) => {
    socket.on('message', (data: Buffer) => {
      const { type, id } = JSON.parse(data.toString()) as { readonly type: string; readonly id?: string };
      if (type === closesAt) socket.close(1000);
      else if (type === 'connection_init' && refuses) socket.close(4403, 'Forbidden');
      else if (type === 'connection_init' && !isSilent) socket.send('{"type":"connection_ack"}');
      if (type === 'subscribe') socket.send(`{"type":"next","id":"${id}","payload":${rung}}`);
      if (type === 'subscribe' && isDeaf) socket.pause();
    });
  });
}

/** What comes first of a subscription, which goes on until `stop`. */
async function subscribe(name: string) {
  const abort = new AbortController();
  const response = await fetch(`${gateway.url}/graphql/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { bell }' }),
    signal: abort.signal,
  });
  const decoder = new TextDecoder();
  let text = '';
  const events = (response.body as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  for (;;) {
    const { value: chunk, done } = (await events.next()) as IteratorResult<Uint8Array, undefined>;
    if (done === true) break;
    text += decoder.decode(chunk, { stream: true });
    const [, first] = /^data: (.*)$/m.exec(text) ?? [];
    if (first === undefined) continue;
    const stop = () => {
      abort.abort();
    };
    return { first, stop, ended: readOn(events) };
  }
  throw new Error(`It ended with ${text}`);
}

/** Resolves once there are no more. */
async function readOn(events: AsyncIterator<Uint8Array>): Promise<void> {
  try {
    while ((await events.next()).done !== true);
  } catch {
    // It was stopped, or cut.
  }
}

describe.each(['sse', 'ws'])('by %s', (name) => {
  it('it is left alone for a while, and while the first of them lasts again, others begin', async () => {
    isDown = true;
    // The while is not over before it is to be.
    await gateway.clock.standStill(async () => {
      for (let round = 0; round < 5; round++) expect((await subscribe(name)).first).toContain('UNAVAILABLE');
      const before = asked;
      expect((await subscribe(name)).first).toContain('UNAVAILABLE');
      expect(asked).toBe(before);
      const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
      expect(metrics).toContain(`portcullis_upstream_circuit_open{upstream="${name}"} 1`);
    });
    isDown = false;
    gateway.clock.advance(6_000);
    const lasting = [];
    for (let count = 0; count < 3; count++) lasting.push(await subscribe(name));
    expect(lasting.map(({ first }) => first)).toEqual([event, event, event]);
    for (const { stop } of lasting) stop();
  });
});

it.each(['sse', 'ws'])('one that restarts with many open is not left alone, by %s', async (name) => {
  isDown = false;
  const lasting = [];
  for (let count = 0; count < 6; count++) lasting.push(await subscribe(name));
  cut();
  await Promise.all(lasting.map(({ ended }) => ended));
  const { first, stop } = await subscribe(name);
  expect(first).toBe(event);
  stop();
});

it('one that speaks another protocol in its WebSockets takes nobody’s place', async () => {
  isDown = false;
  speaks = false;
  for (let round = 0; round < 4; round++) expect((await subscribe('few')).first).toContain('UNAVAILABLE');
  speaks = 'graphql-transport-ws';
  const { first, stop } = await subscribe('few');
  expect(first).toBe(event);
  stop();
});

it('one that takes a connection without end is waited for as long as for any answer', async () => {
  isDown = false;
  drips = true;
  expect((await subscribe('hasty')).first).toContain('UNAVAILABLE');
  drips = false;
});

it('an upstream that refuses some callers by WebSocket is not left alone for all', async () => {
  isDown = false;
  refuses = true;
  for (let round = 0; round < 6; round++) expect((await subscribe('ws')).first).toContain('BAD_GATEWAY');
  refuses = false;
  const { first, stop } = await subscribe('ws');
  expect(first).toBe(event);
  stop();
});

it('an event that is too large is no answer, by WebSocket', async () => {
  isDown = false;
  rung = JSON.stringify({ data: { bell: 'x'.repeat(2_000) } });
  for (let round = 0; round < 6; round++) expect((await subscribe('small')).first).toContain('BAD_GATEWAY');
  rung = event;
  const { first, stop } = await subscribe('small');
  expect(first).toBe(event);
  stop();
});

it('whoever leaves before the upstream takes the connection keeps nothing open there', async () => {
  isDown = false;
  isSilent = true;
  const leaving = new AbortController();
  const before = asked;
  const left = fetch(`${gateway.url}/graphql/patient`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: '{"query":"subscription { bell }"}',
    signal: leaving.signal,
  });
  await until('the upstream is asked', () => sockets.clients.size === 1 && asked === before + 1);
  leaving.abort();
  await Promise.allSettled([left]);
  await until('it is rid of the connection', () => sockets.clients.size === 0);
  isSilent = false;
});

it.each(['connection_init', 'subscribe'] as const)(
  'one that closes with 1000 at %s is asked once',
  async (type) => {
    isDown = false;
    closesAt = type;
    const before = asked;
    expect((await subscribe('small')).first).toContain('UNAVAILABLE');
    expect(asked).toBe(before + 1);
    closesAt = undefined;
  },
);

it('whoever leaves one that hears nothing any more has a place again', async () => {
  isDown = false;
  isDeaf = true;
  const { first, stop } = await subscribe('two');
  expect(first).toBe(event);
  stop();
  await until(
    'another has a place',
    async () => {
      const next = await subscribe('two');
      next.stop();
      return next.first === event;
    },
    10_000,
  );
  isDeaf = false;
  for (const socket of sockets.clients) socket.resume();
});
