/** What one process takes on: connections, requests at a time, and how long a request may take to arrive. */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { until } from '../harness/gateway-process.js';
import type { TestGateway } from '../harness/gateway.js';
import { answerJson, type Stage, startStage } from '../harness/upstream.js';

const asksForMore = 'Connection: Upgrade\r\nUpgrade: h2c\r\n';
const halfBody = (headers: string) =>
  `POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}Content-Length: 100\r\n\r\n{`;

let stage: Stage;
let gateway: TestGateway;
beforeAll(async () => {
  const limits = {
    ...{ MAX_CONNECTIONS: '20', MAX_REQUESTS: '2' },
    ...{ HEADERS_TIMEOUT: '1s', REQUEST_TIMEOUT: '2s' },
  };
  // With another server behind it, it takes WebSockets.
  stage = await startStage('type Query { shop: String }', { shop: {} }, limits);
  ({ gateway } = stage);
});
afterAll(() => stage.stop());

/** Keeps what it is told, and whether it was ended. */
function open(text = '') {
  const socket: Socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const state = { told: '', isClosed: false, socket };
  socket.on('data', (chunk) => (state.told += String(chunk)));
  socket.on('error', () => undefined).on('close', () => (state.isClosed = true));
  if (text !== '') socket.write(text);
  return state;
}

describe('MAX_CONNECTIONS', () => {
  it('closes one more at once, and takes another once one has gone', async () => {
    const connections = Array.from({ length: 40 }, () => open());
    await until(
      'those past the limit end',
      () => connections.filter(({ isClosed }) => isClosed).length >= 20,
    );
    for (const { socket } of connections) socket.destroy();
    await until('another is served', async () => {
      const next = open('GET /health/live HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
      await once(next.socket, 'close').catch(() => undefined);
      return next.told.startsWith('HTTP/1.1 200');
    });
  });
});

describe('MAX_REQUESTS', () => {
  /** Undefined: it was cut off itself, on a machine that was slow to send it. */
  const ask = () => fetch(`${gateway.url}/graphql`, { method: 'POST', body: '{}' }).catch(() => undefined);

  it.each([
    ['', ''],
    [', who asks for another protocol, too', asksForMore],
  ])('refuses one more at once, and is alive; whoever keeps it waiting%s is ended', async (_, headers) => {
    const half = halfBody(headers);
    let slow: ReturnType<typeof open>[] = [];
    const refused = await until('one more is refused', async () => {
      // Others, where a busy machine let their two seconds pass before anybody asked.
      if (slow.every(({ isClosed }) => isClosed)) slow = [open(half), open(half)];
      const answer = await ask();
      return answer?.status === 503 ? answer : undefined;
    });
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(await refused.json()).toMatchObject({ code: 'UNAVAILABLE', retryAfter: 1 });
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    await until('their time is over', () => slow.every(({ isClosed }) => isClosed));
    expect(slow.map(({ told }) => told.slice(0, 20))).toEqual(slow.map(() => 'HTTP/1.1 408 Request'));
    await until('there is room again', async () => (await ask())?.status === 415);
  });

  it('has a place again for each that leaves before its request is whole', async () => {
    for (let count = 0; count < 10; count++) {
      const leaving = open(halfBody(asksForMore));
      leaving.socket.end();
      await until('it has ended', () => leaving.isClosed, 1_500);
    }
    expect((await ask())?.status).toBe(415);
  });
});

it.each([
  ['', ''],
  [' of another protocol', asksForMore],
])('what comes after a 408 is no part of a request%s any more', async (_, headers) => {
  const body = '{"query":"{ shop }"}';
  const head = `POST /graphql/shop HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${headers}`;
  const late = open(`${head}Content-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`);
  await until('it has taken too long', () => late.told.includes('408 Request Timeout'));
  late.socket.write(body.slice(5));
  await until('it has ended', () => late.isClosed);
  expect(stage.asked).toBe(0);
});

describe('another protocol', () => {
  it.each(['h2c', 'websocket'])(
    '%s, asked for before what was asked is answered, ends the connection',
    async (protocol) => {
      const get = 'GET /health/ready HTTP/1.1\r\nHost: a\r\n';
      for (const path of ['/health/ready', '/graphql/shop']) {
        const asked = `${get}\r\nGET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: ${protocol}\r\n\r\n`;
        const early = open(asked);
        await until('it has ended', () => early.isClosed);
        expect(early.told).not.toContain('101');
      }
      expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
    },
  );

  const post = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${asksForMore}`;

  it('is answered as a whole, however many headers it has: what it sends is no request', async () => {
    const inner = 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n';
    const many = 'a:\r\n'.repeat(1_100);
    const asking = open(`${post('/graphql')}${many}Content-Length: ${inner.length}\r\n\r\n${inner}`);
    await until('it is answered', () => asking.told.includes('HTTP/1.1 400'));
    asking.socket.write('GET /health/ready HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    await until('it has ended', () => asking.isClosed);
    expect(asking.told).not.toContain('"live"');
  });

  it('lets whoever waits for it send his body, and ask once more', async () => {
    const body = '{"query":"{ __typename }"}';
    const patient = open(`${post('/graphql')}Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`);
    await until('he may', () => patient.told === 'HTTP/1.1 100 Continue\r\n\r\n');
    patient.socket.write(body);
    await until('he has the answer', () => patient.told.endsWith('{"data":{"__typename":"Query"}}\n'));
    patient.told = '';
    const asked = '{"query":"{ again: __typename }"}';
    // In pieces, as whoever does not know the length.
    patient.socket.write(
      `${post('/graphql')}Transfer-Encoding: chunked\r\n\r\n${asked.length.toString(16)}\r\n${asked}\r\n0\r\n\r\n`,
    );
    await until('he has the next one', () => patient.told.endsWith('{"data":{"again":"Query"}}\n'));
    patient.socket.destroy();
  });

  it('leaves nothing at its connection, however often it is asked for', async () => {
    const accepted: Socket[] = [];
    const note = (message: unknown) => accepted.push((message as { socket: Socket }).socket);
    subscribe('net.server.socket', note);
    const asking = open();
    const listeners: number[] = [];
    for (let round = 1; round <= 5; round++) {
      asking.socket.write(`GET /health/live HTTP/1.1\r\nHost: a\r\n${asksForMore}\r\n`);
      await until('it is answered', () => asking.told.split('"live"').length > round);
      const socket = accepted.find(({ remotePort }) => remotePort === asking.socket.localPort);
      listeners.push(socket?.eventNames().flatMap((name) => socket.listeners(name)).length ?? 0);
    }
    unsubscribe('net.server.socket', note);
    asking.socket.destroy();
    expect(new Set(listeners.slice(1)).size).toBe(1);
  });

  it('has the whole of a long answer', async () => {
    const shop = '~'.repeat(1_000_000);
    stage.behave = (_, response) => answerJson(response, JSON.stringify({ data: { shop } }));
    const body = '{"query":"{ shop }"}';
    const asking = open(`${post('/graphql/shop')}Content-Length: ${body.length}\r\n\r\n${body}`);
    await until('it is there', () => asking.told.replaceAll(/[^~]/g, '').length === shop.length);
    asking.socket.destroy();
  });
});

describe('HEADERS_TIMEOUT', () => {
  it('ends a connection whose headers do not come, with 408', async () => {
    const slow = open('GET /health/live HTTP/1.1\r\nHost: a\r\nX-');
    await once(slow.socket, 'close');
    expect(slow.told).toContain('408 Request Timeout');
  });
});
