/** Callers of an upstream who do not read what they asked for, or slowly: how long they keep a place, and what is kept for them. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket, WebSocketServer } from 'ws';

import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { openConnection } from '../harness/open-connection.js';
import { askUpstream, type RawUpstream, serveUpstream, writeFiles } from '../harness/upstream.js';

const MEGABYTE = 2 ** 20;
const PLACES = 5;
const answer = '{"data":{"shop":"open"}}';

let behave: (response: ServerResponse) => void;
let ring: (socket: WebSocket, id: string) => void;
let upstream: RawUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  const server = createServer((_, response) => {
    behave(response);
  });
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-transport-ws' });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (opened) => {
      opened.on('message', (data: Buffer) => {
        const { type, id = '' } = JSON.parse(data.toString()) as { type: string; id?: string };
        if (type === 'connection_init') opened.send('{"type":"connection_ack"}');
        if (type === 'subscribe') ring(opened, id);
      });
    });
  });
  upstream = await serveUpstream(server);
  const [, config = ''] = writeFiles({
    'shop.graphql': 'type Query { shop: String secret: String @auth } type Subscription { bell: String }',
    'upstreams.yaml': `
upstreams:
  - { name: hasty, url: "${upstream.url}", sdl: shop.graphql, maxResponseKb: 1048576, concurrency: ${PLACES}, queue: 0, timeout: 2s }
  - { name: bells, url: "${upstream.url}", sdl: shop.graphql, subscriptions: ws, maxResponseKb: 1048576 }
  - { name: one, url: "${upstream.url}", sdl: shop.graphql, maxResponseKb: 1048576, concurrency: 1, queue: 0, timeout: 2s }
  - { name: single, url: "${upstream.url}", sdl: shop.graphql, maxSubscriptions: 1, timeout: 1s }
`,
  });
  gateway = await startTestGateway({ UPSTREAMS: config });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const chunk = Buffer.alloc(MEGABYTE, 'x');

/** Megabytes until it is enough, as they are taken. @returns whether it has to wait, and still does since it was asked last. */
function send(response: ServerResponse, megabytes: number): () => boolean {
  let [left, seen, waits] = [megabytes, -1, false];
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":{"shop":"');
  const more = () => {
    waits = false;
    while (left-- > 0) {
      if (response.write(chunk)) continue;
      waits = true;
      return;
    }
    response.end('"}}');
  };
  response.on('drain', more);
  more();
  return () => {
    const isStill = waits && seen === left;
    seen = left;
    return isStill;
  };
}

/** Who has asked, one after the other on one connection, and reads nothing. */
async function ask(...requests: readonly string[]): Promise<Socket> {
  const socket = await openConnection(Number(new URL(gateway.url).port));
  socket.pause().on('error', () => undefined);
  socket.write(requests.join(''));
  return socket;
}

function write(path: string, query: string, more: readonly string[]): string {
  const body = JSON.stringify({ query });
  const head = ['Host: x', 'Content-Type: application/json', `Content-Length: ${body.length}`, ...more];
  return `POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`;
}

const askHasty = () => ask(write('/graphql/hasty', '{ shop }', ['Connection: close']));
const subscription = (...more: readonly string[]) =>
  write('/graphql/bells', 'subscription { bell }', ['Accept: text/event-stream', ...more]);

describe('callers who do not read', () => {
  it('are cut off, and their places are others’; the upstream is not blamed for them', async () => {
    const held: (() => boolean)[] = [];
    let closed = 0;
    behave = (response) => {
      response.once('close', () => closed++);
      held.push(send(response, 256));
    };
    const callers = await Promise.all(Array.from({ length: PLACES }, askHasty));
    await until('all wait', () => held.length === PLACES && held.every((isHeldUp) => isHeldUp()));
    behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    expect((await askUpstream(gateway, '/graphql/hasty', '{ shop }')).status).toBe(503);
    await until('the upstream is let go', () => closed === PLACES);
    expect((await askUpstream(gateway, '/graphql/hasty', '{ shop }')).text).toBe(answer);
    for (const caller of callers) caller.destroy();
  });

  it('take no places while their answers would wait behind another one', async () => {
    let [begun, rung] = [0, 0];
    ring = () => rung++;
    behave = (response) => {
      begun++;
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    const queries = Array.from({ length: PLACES }, () => write('/graphql/hasty', '{ shop }', []));
    const caller = await ask(subscription(), ...queries);
    await until('the first is asked', () => rung === 1);
    expect((await askUpstream(gateway, '/graphql/hasty', '{ shop }')).text).toBe(answer);
    expect(begun).toBe(1);
    caller.destroy();
  });

  it('are answered in turn, where each takes its answer', async () => {
    behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    const queries = Array.from({ length: 20 }, () => write('/graphql/hasty', '{ shop }', []));
    const caller = await ask(...queries);
    let text = '';
    caller.on('data', (data: Buffer) => (text += data.toString()));
    caller.resume();
    await until('all are answered', () => text.split(answer).length === 21);
    caller.destroy();
  });

  it('are cut off as well where an answer was completed, and is there whole', async () => {
    // More than the kernel takes on the way.
    const shop = 'x'.repeat(64 * MEGABYTE);
    let isAsked = false;
    behave = (response) => {
      isAsked = true;
      response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":{"shop":"${shop}"}}`);
    };
    const caller = await ask(write('/graphql/one', '{ shop secret }', []));
    await until('it has the place', () => isAsked);
    behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    };
    const isFree = async () => (await askUpstream(gateway, '/graphql/one', '{ shop }')).status === 200;
    await until('the place is free', isFree);
    let bytes = 0;
    caller.on('data', (data: Buffer) => (bytes += data.length));
    await once(caller.resume(), 'close');
    expect(bytes).toBeLessThan(64 * MEGABYTE);
  });

  it('have an answer that was completed wait for them once', async () => {
    const size = 8 * MEGABYTE;
    const text = `{"data":{"shop":"${'x'.repeat(size)}"}}`;
    let answered = 0;
    behave = (response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': text.length });
      response.end(text, () => answered++);
    };
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const inUse = () => {
      collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const before = inUse();
    const callers: Socket[] = [];
    for (let count = 1; count <= PLACES; count++) {
      callers.push(await ask(write('/graphql/hasty', '{ shop secret }', ['Connection: close'])));
      await until('it was answered', () => answered === count);
    }
    // Some of each the kernel has.
    await until('nothing else is held', () => inUse() - before < 1.2 * PLACES * size, 1_500);
    expect((await askUpstream(gateway, '/graphql/hasty', '{ shop }')).status).toBe(503);
    for (const caller of callers) caller.destroy();
  });

  it('are cut off by WebSocket, and few of their answers are held until then', async () => {
    let asked = 0;
    behave = (response) => {
      asked++;
      const text = JSON.stringify({ data: { shop: 'x'.repeat(4 * MEGABYTE) } });
      response.writeHead(200, { 'content-type': 'application/json' }).end(text);
    };
    const url = `${gateway.url.replace('http', 'ws')}/graphql/single`;
    const openSocket = () => new WebSocket(url, 'graphql-transport-ws').on('error', () => undefined);
    const idle = openSocket();
    await once(idle, 'open');
    idle.send('{"type":"connection_init"}');
    await once(idle, 'message');
    idle.pause();
    for (let id = 0; id < 40; id++)
      idle.send(JSON.stringify({ type: 'subscribe', id: String(id), payload: { query: '{ shop }' } }));
    // It answers pings, as a browser would for a page that stands still.
    const pongs = setInterval(() => idle.pong(), 100);
    await until('some are asked', () => asked >= 8);
    // There is a place for one.
    await until('the place is free', async () => {
      const next = openSocket();
      const isOpen = await new Promise<boolean>((resolve) => {
        next.once('open', () => {
          resolve(true);
        });
        next.once('error', () => {
          resolve(false);
        });
      });
      next.terminate();
      return isOpen;
    });
    clearInterval(pongs);
    idle.terminate();
    // What the kernel takes makes room for some more.
    expect(asked).toBeLessThan(20);
  });

  it('get no more events over WebSocket until they do, and then all of them', async () => {
    const events = 200;
    let sent = 0;
    ring = (socket, id) => {
      const next = () => {
        const payload = { data: { bell: `${sent}:${chunk.toString('latin1', 0, MEGABYTE / 4)}` } };
        socket.send(JSON.stringify({ type: 'next', id, payload }), () => {
          if (++sent < events) next();
          else socket.send(JSON.stringify({ type: 'complete', id }));
        });
      };
      next();
    };
    const caller = await ask(subscription('Connection: close'));
    let [seen, looks] = [0, 0];
    await until('it waits', () => {
      looks = sent > 0 && seen === sent ? looks + 1 : 0;
      seen = sent;
      return looks === 10;
    });
    expect(sent).toBeLessThan(events / 2);
    const texts: string[] = [];
    caller.on('data', (data: Buffer) => texts.push(data.toString('latin1')));
    await once(caller.resume(), 'close');
    const bells = [...texts.join('').matchAll(/"bell":"(\d+):/g)].map(([, number]) => Number(number));
    expect(bells).toEqual(Array.from({ length: events }, (_, index) => index));
  });
});

it('a caller who reads steadily gets all of it, though it takes longer than the upstream may', async () => {
  const megabytes = 60;
  behave = (response) => void send(response, megabytes);
  const caller = await askHasty();
  let [bytes, pauses] = [0, 0];
  caller.on('data', (data: Buffer) => {
    const before = bytes;
    bytes += data.length;
    if (Math.floor(before / MEGABYTE / 3) === Math.floor(bytes / MEGABYTE / 3)) return;
    pauses++;
    caller.pause();
    void sleep(120).then(() => caller.resume());
  });
  await once(caller.resume(), 'close');
  expect(bytes).toBeGreaterThan(megabytes * MEGABYTE);
  // Longer than the time limit.
  expect(pauses * 120).toBeGreaterThan(2_000);
});
