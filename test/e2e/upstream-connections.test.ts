/** What an upstream's connection may do beside answering: early, twice, and to somebody who does not read. */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { openConnection } from '../harness/open-connection.js';
import { askUpstream, type RawUpstream, startRawUpstream, writeFiles } from '../harness/upstream.js';

const MEGABYTE = 2 ** 20;
const answer = '{"data":{"shop":"open"}}';

let behave: (request: IncomingMessage, response: ServerResponse) => void;
let upstream: RawUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  upstream = await startRawUpstream((request, response) => {
    behave(request, response);
  });
  const [, config = ''] = writeFiles({
    'shop.graphql': 'type Query { shop: String }',
    'upstreams.yaml': `upstreams: [{ name: shop, url: "${upstream.url}", sdl: shop.graphql, maxResponseKb: 1048576 }]`,
  });
  gateway = await startTestGateway({ UPSTREAMS: config });
});
afterAll(async () => {
  await gateway.stop();
  await upstream.stop();
});

const path = '/graphql/shop';
const query = '{ shop }';

describe('an upstream', () => {
  it('that hints early is waited for', async () => {
    behave = (_, response) => {
      response.writeEarlyHints({ link: '</style.css>; rel=preload' }, () => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
      });
    };
    const { status, text } = await askUpstream(gateway, path, query);
    expect([status, text]).toEqual([200, answer]);
  });

  it('whose head says twice what it sends is not understood, and nobody is told more', async () => {
    behave = (_, response) => {
      response.writeHead(200, ['content-type', 'application/json', 'content-type', 'text/html']).end(answer);
    };
    const { status, errors } = await askUpstream(gateway, path, query);
    expect([status, errors?.[0]?.extensions?.['code']]).toEqual([502, 'BAD_GATEWAY']);
  });
});

describe('somebody who does not read', () => {
  const whole = 256;

  it('has the upstream wait, and gets all of it in the end', async () => {
    const sending = createSending(whole);
    behave = (_, response) => {
      sending.to(response);
    };
    const reader = await openConnection(Number(new URL(gateway.url).port));
    const body = JSON.stringify({ query });
    const head = [
      'POST /graphql/shop HTTP/1.1',
      'Host: x',
      'Connection: close',
      `Content-Length: ${body.length}`,
    ];
    reader.pause();
    reader.write(`${head.join('\r\n')}\r\nContent-Type: application/json\r\n\r\n${body}`);
    await until('it waits', () => sending.isHeldUp());
    expect(sending.sent).toBeLessThan(whole / 2);
    expect(await countBytes(reader)).toBeGreaterThan(whole * MEGABYTE);
    expect(sending.sent).toBe(whole);
  });

  it('and goes away is gone for the upstream too', async () => {
    const sending = createSending(whole);
    let isClosed = false;
    behave = (_, response) => {
      response.on('close', () => {
        isClosed = true;
      });
      sending.to(response);
    };
    const gone = new AbortController();
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify({ query }), signal: gone.signal };
    await fetch(gateway.url + path, init);
    await until('it waits', () => sending.isHeldUp());
    gone.abort();
    await until('the upstream is let go', () => isClosed);
  });
});

/** An answer of so many megabytes, one after the other as they are taken. */
function createSending(megabytes: number) {
  const chunk = Buffer.alloc(MEGABYTE, 'x');
  let [sent, seen, waits] = [0, -1, false];
  return {
    get sent() {
      return sent;
    },
    /** Since whoever asked last. */
    isHeldUp() {
      const isStill = waits && seen === sent;
      seen = sent;
      return isStill;
    },
    to(response: ServerResponse) {
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"data":{"shop":"');
      const more = () => {
        waits = false;
        while (sent < megabytes) {
          sent++;
          if (response.write(chunk)) continue;
          waits = true;
          response.once('drain', more);
          return;
        }
        response.end('"}}');
      };
      more();
    },
  };
}

async function countBytes(socket: Socket): Promise<number> {
  let bytes = 0;
  socket.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  await once(socket.resume(), 'close');
  return bytes;
}
