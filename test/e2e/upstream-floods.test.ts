/** How much one caller or one answer may take of the gateway: callers who ask without end, and answers that grow on their way. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { until } from '../harness/gateway-process.js';
import type { TestGateway } from '../harness/gateway.js';
import { cpuMs } from '../harness/timing.js';
import { answerJson, askUpstream, type Stage, startStage } from '../harness/upstream.js';

const sdl = `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { shop: String things: [Thing] }
  type Thing { a: String cost: Int @auth(roles: ["ADMIN"]) }
  type Subscription { bell: String }
`;
const MEGABYTE = 2 ** 20;
const PLACES = 2;

let stage: Stage;
let gateway: TestGateway;
beforeAll(async () => {
  stage = await startStage(sdl, {
    raw: {},
    narrow: { concurrency: PLACES, queue: 0 },
    single: { concurrency: 1, queue: 1 },
    trial: {},
  });
  ({ gateway } = stage);
});
afterAll(() => stage.stop());

const answerWith = (text: string) => {
  stage.behave = (_, response) => answerJson(response, text);
};

async function openSocket(): Promise<WebSocket> {
  const url = `${gateway.url.replace('http', 'ws')}/graphql/raw`;
  const socket = new WebSocket(url, 'graphql-transport-ws').on('error', () => undefined);
  await once(socket, 'open');
  socket.send('{"type":"connection_init"}');
  await once(socket, 'message');
  return socket;
}

describe('a caller by WebSocket', () => {
  it('who asks without end and reads nothing is not heard meanwhile, and gets each answer in the end', async () => {
    const socket = await openSocket();
    socket.pause();
    const pings = 20_000;
    const ping = JSON.stringify({ type: 'ping', payload: { x: 'x'.repeat(1_000) } });
    let flushed = 0;
    for (let count = 0; count < pings; count++) socket.send(ping, () => flushed++);
    let [seen, looks] = [-1, 0];
    await until('it is heard no more', () => {
      looks = seen === flushed ? looks + 1 : 0;
      seen = flushed;
      return looks === 10;
    });
    expect(flushed).toBeLessThan(pings);
    let pongs = 0;
    socket.on('message', () => pongs++);
    socket.resume();
    await until('all is answered', () => pongs === pings);
    socket.terminate();
  });

  it('whose messages come by the thousand leaves others their turns', async () => {
    const socket = await openSocket();
    let heard = 0;
    socket.on('message', () => heard++);
    const messages = 2_000;
    const frames = Array.from({ length: messages }, (_, id) =>
      JSON.stringify({ type: 'subscribe', id: String(id), payload: { query: `{ nope${id} }` } }),
    );
    for (const frame of frames) socket.send(frame);
    await until('it has begun', () => heard > 0);
    const before = heard;
    expect((await fetch(`${gateway.url}/health/live`)).status).toBe(200);
    // Each is an operation that has to be validated.
    expect(heard - before).toBeLessThan(messages / 4);
    await until('all are answered', () => heard === messages);
    socket.terminate();
  });
});

it('a caller by Server-Sent Events who reads nothing keeps his place, so that no more is asked for such', async () => {
  answerWith(JSON.stringify({ data: { shop: 'x'.repeat(8 * MEGABYTE) } }));
  stage.asked = 0;
  const body = '{"query":"{ shop }"}';
  const head = [
    'POST /graphql/narrow HTTP/1.1',
    'Host: x',
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${body.length}`,
  ];
  const callers = Array.from({ length: 3 * PLACES }, () => {
    const caller = connect(Number(new URL(gateway.url).port), '127.0.0.1').on('error', () => undefined);
    caller.write(`${head.join('\r\n')}\r\n\r\n${body}`);
    return caller.pause();
  });
  await until('the places are taken', () => stage.asked === PLACES);
  expect((await askUpstream(gateway, '/graphql/narrow', '{ shop }')).status).toBe(503);
  expect(stage.asked).toBe(PLACES);
  for (const caller of callers) caller.destroy();
  answerWith('{"data":{"shop":"open"}}');
  await until('the places are free', async () => {
    const { status } = await askUpstream(gateway, '/graphql/narrow', '{ shop }');
    return status === 200;
  });
});

describe('a list with refused fields', () => {
  const query = `{ things { ${Array.from({ length: 20 }, (_, index) => `c${index}: cost`).join(' ')} } }`;
  const answerItems = (count: number) => {
    answerWith(JSON.stringify({ data: { things: Array.from({ length: count }, () => ({})) } }));
  };

  it('tells of the first thousand, and that there are more; all are null', async () => {
    answerItems(200);
    const { errors = [], data } = await askUpstream(gateway, '/graphql/raw', query);
    expect(errors).toHaveLength(1_001);
    expect(errors[999]).toMatchObject({ path: ['things', 49, 'c19'] });
    expect(errors[1_000]?.message).toMatch(/^More than 1000 fields were refused/);
    expect(errors[1_000]).toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } });
    const things = data?.['things'] as Record<string, unknown>[];
    expect(things).toHaveLength(200);
    expect(new Set(things.flatMap((thing) => Object.values(thing)))).toEqual(new Set([null]));
  });

  it('is not answered where they are more than anybody reads', async () => {
    answerItems(2_501);
    const { errors, data } = await askUpstream(gateway, '/graphql/raw', query);
    expect([errors?.[0]?.extensions?.['code'], data]).toEqual(['OPERATION_TOO_COMPLEX', undefined]);
  });
});

async function sendPieces(response: ServerResponse, text: string, bytes: number): Promise<void> {
  for (let at = 0; at < text.length; at += bytes)
    if (!response.write(text.slice(at, at + bytes))) await once(response, 'drain');
}

describe('what comes in many pieces takes a time that grows with it, and not by the square', () => {
  it.each<[string, string, string, (length: number) => string]>([
    [
      'the first part of several',
      'multipart/mixed; boundary="-"',
      '{ shop ... @defer { things { a } } }',
      (length) =>
        `\r\n---\r\nContent-Type: application/json\r\n\r\n${JSON.stringify({
          extensions: Array.from({ length: length / 1_000 }, () => ({ x: 'x'.repeat(1_000) })),
          data: { shop: 'x' },
          hasNext: false,
        })}\r\n-----\r\n`,
    ],
    [
      'an event of a subscription',
      'text/event-stream',
      'subscription { bell }',
      (length) => `event: next\ndata: {"data":{"bell":"${'x'.repeat(length)}"}}\n\nevent: complete\n\n`,
    ],
  ])('%s', async (_name, type, query, write) => {
    const accept = type.startsWith('multipart') ? 'multipart/mixed, application/json' : type;
    const ask = async (length: number) => {
      stage.behave = (_, response) => {
        response.writeHead(200, { 'content-type': type });
        void sendPieces(response, write(length), 2_000).then(() => response.end());
      };
      const response = await fetch(`${gateway.url}/graphql/raw`, {
        method: 'POST',
        headers: { accept, 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      });
      expect((await response.text()).length).toBeGreaterThan(length);
    };
    await ask(100_000);
    // Of this process, in which the gateway and the upstream run.
    const [short, long] = [await cpuMs(() => ask(500_000)), await cpuMs(() => ask(4_000_000))];
    // By the square it would be 64 times as much.
    expect(long / short).toBeLessThan(24);
  });
});

describe('too many at once', () => {
  const query = '{ shop }';

  it('wait for a place, and past that are refused at once', async () => {
    const held: ServerResponse[] = [];
    stage.behave = (_, response) => void held.push(response);
    const path = '/graphql/single';
    const first = askUpstream(gateway, path, query);
    await until('the first has its place', () => held.length === 1);
    const second = askUpstream(gateway, path, query);
    const waits = async () =>
      (await (await fetch(`${gateway.url}/metrics`)).text()).includes(
        'portcullis_upstream_waiting{upstream="single"} 1',
      );
    await until('the second waits', waits);
    expect((await askUpstream(gateway, path, query)).errors?.[0]?.extensions?.['code']).toBe('UNAVAILABLE');
    answerWith('{"data":{"shop":"open"}}');
    for (const response of held)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"shop":"late"}}');
    expect((await first).data).toEqual({ shop: 'late' });
    expect((await second).data).toEqual({ shop: 'open' });
  });

  it('who goes away gives the place back', async () => {
    let isClosed = false;
    let isAsked = false;
    stage.behave = (_, response) => {
      isAsked = true;
      response.on('close', () => {
        isClosed = true;
      });
    };
    const gone = new AbortController();
    const body = JSON.stringify({ query });
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', body, headers, signal: gone.signal };
    const asking = fetch(`${gateway.url}/graphql/single`, init);
    const failing = expect(asking).rejects.toThrow();
    await until('it is asked', () => isAsked);
    gone.abort();
    await failing;
    await until('the upstream is let go', () => isClosed);
    answerWith('{"data":{"shop":"open"}}');
    expect((await askUpstream(gateway, '/graphql/single', query)).status).toBe(200);
  });
});

it('callers who go away do not keep an upstream that is back from being seen', async () => {
  const ask = () => askUpstream(gateway, '/graphql/trial', '{ shop }');
  stage.behave = (_, response) => response.writeHead(503).end();
  for (let failures = 0; failures < 5; failures++) expect((await ask()).status).toBe(503);
  gateway.clock.advance(5_000);
  const held: ServerResponse[] = [];
  stage.behave = (_, response) => void held.push(response);
  const gone = new AbortController();
  const init = { method: 'POST', body: '{"query":"{ shop }"}', signal: gone.signal };
  const asking = fetch(`${gateway.url}/graphql/trial`, {
    ...init,
    headers: { 'content-type': 'application/json' },
  });
  const failing = expect(asking).rejects.toThrow();
  await until('it is tried', () => held.length === 1);
  gone.abort();
  await failing;
  expect((await ask()).status).toBe(503);
  answerWith('{"data":{"shop":"open"}}');
  for (const response of held)
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"shop":"late"}}');
  // No other second has begun by the gateway's clock.
  await until('it is seen', async () => (await ask()).status === 200);
});
