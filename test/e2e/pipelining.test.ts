/** Requests that are sent over one connection before the first of them is answered. */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { openConnection } from '../harness/open-connection.js';
import { type RawUpstream, startRawUpstream, writeFiles } from '../harness/upstream.js';

const MOST_REQUESTS = 20;

let held: ServerResponse[] = [];
let upstream: RawUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startRawUpstream((_, response) => void held.push(response));
  const [, config = ''] = writeFiles({
    'raw.graphql': 'type Query { shop: String }',
    'upstreams.yaml': `upstreams: [{ name: raw, url: "${upstream.url}", sdl: raw.graphql, timeout: 2s }]`,
  });
  gateway = await startTestGateway({ UPSTREAMS: config, MAX_REQUESTS: String(MOST_REQUESTS) });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const body = '{"query":"{ shop }"}';
const slow = `POST /graphql/raw HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const quick = 'GET /.well-known/jwks.json HTTP/1.1\r\nHost: x\r\n\r\n';
const open = async (text: string) => {
  const socket = await openConnection(Number(new URL(gateway.url).port));
  socket.on('error', () => undefined).write(text);
  return socket;
};
const answer = (response?: ServerResponse) =>
  response?.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"shop":"open"}}');

/** Whether nearly as many as may be under way are, at once. */
async function arePlacesFree(): Promise<boolean> {
  held = [];
  const headers = { 'content-type': 'application/json' };
  const statuses: number[] = [];
  const asking = Array.from({ length: MOST_REQUESTS - 2 }, async () => {
    const { status } = await fetch(`${gateway.url}/graphql/raw`, { method: 'POST', headers, body });
    statuses.push(status);
  });
  await until('each is under way or refused', () => held.length + statuses.length === asking.length);
  held.forEach(answer);
  await Promise.all(asking);
  return statuses.every((status) => status === 200);
}

it('keep no places when their connection is gone', async () => {
  for (let round = 0; round < 3; round++) {
    held = [];
    const socket = await open(slow + quick.repeat(15));
    await until('the first is under way', () => held.length === 1);
    socket.destroy();
    await until('the upstream is let go', () => held[0]?.destroyed);
  }
  expect(await arePlacesFree()).toBe(true);
});

it('wait for the first no longer than it may take, and are cut off with it', async () => {
  held = [];
  const socket = await open(slow.repeat(5));
  await until('the first is under way', () => held.length === 1);
  answer(held[0]);
  // The second is asked now, and never answered.
  await until('the second is under way', () => held.length === 2);
  await once(socket.resume(), 'close');
  expect(held).toHaveLength(2);
  expect(await arePlacesFree()).toBe(true);
});

it('are not taken without end', async () => {
  const began = performance.now();
  const socket = await open(slow + quick.repeat(500));
  await once(socket.resume(), 'close');
  // And not for as long as a connection is kept.
  expect(performance.now() - began).toBeLessThan(20_000);
  expect(await arePlacesFree()).toBe(true);
});
