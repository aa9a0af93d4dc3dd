/** What lasts for as long as its caller likes, or was to: it keeps nobody else out, and ends with its caller, who may give it up. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { WebSocket } from 'ws';

import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import type { TestGateway } from '../harness/gateway.js';
import { makeAdmin, signUp } from '../harness/people.js';
import { answerJson, askUpstream, type Stage, startStage } from '../harness/upstream.js';

const sdl = `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  type Query { shop: String slow: String mine: String @auth secret: String @auth(roles: ["ADMIN"]) }
  type Subscription { bell: String }
`;
const MOST_REQUESTS = 10;

let stage: Stage;
let gateway: TestGateway;
beforeAll(async () => {
  const settings = {
    shop: { timeout: '10m' },
    narrow: { concurrency: 1, queue: 0 },
    few: { maxSubscriptions: 4 },
    trial: {},
    hidden: { conceal: true, apq: true },
  };
  stage = await startStage(sdl, settings, { MAX_REQUESTS: String(MOST_REQUESTS), TRUST_PROXY: '1' });
  ({ gateway } = stage);
});
afterAll(() => stage.stop());

const open = '{"data":{"shop":"open"}}';

it('subscriptions by Server-Sent Events are not counted among the requests at a time', async () => {
  stage.asked = 0;
  stage.behave = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
  };
  const leaving = new AbortController();
  const subscribe = () =>
    fetch(`${gateway.url}/graphql/shop`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"query":"subscription { bell }"}',
      signal: leaving.signal,
    });
  const opened: Response[] = [];
  for (let count = 0; count < 3 * MOST_REQUESTS; count++) opened.push(await subscribe());
  await until('all have reached the upstream', () => stage.asked === 3 * MOST_REQUESTS);
  expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 200));
  expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200);
  leaving.abort();
  stage.behave = (_, response) => answerJson(response, open);
  // What has gone is no longer counted as lasting either.
  const askMany = () =>
    Promise.all(
      Array.from({ length: MOST_REQUESTS - 1 }, () => askUpstream(gateway, '/graphql/shop', '{ shop }')),
    );
  await until('they have gone', async () => (await askMany()).every(({ status }) => status === 200));
});

/** On a connection of its own, as Java's client asks. */
function askForH2c(headers: string, body: string): Socket {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  const asks = 'Connection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nContent-Type: application/json';
  socket.write(
    `POST /graphql/shop HTTP/1.1\r\nHost: x\r\n${asks}\r\n${headers}Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  return socket.resume();
}

it('whoever asks for another protocol is counted as everybody else, and what has ended lasts no longer', async () => {
  stage.behave = (_, response) => response.writeHead(200, { 'content-type': 'text/event-stream' }).end();
  for (let count = 0; count < 2 * MOST_REQUESTS; count++) {
    const socket = askForH2c('Accept: text/event-stream\r\n', '{"query":"subscription { bell }"}');
    await once(socket, 'close');
  }
  const held: ServerResponse[] = [];
  stage.behave = (_, response) => void held.push(response);
  let closed = 0;
  for (let count = 0; count < 3 * MOST_REQUESTS; count++)
    askForH2c('', '{"query":"{ slow }"}').once('close', () => closed++);
  await until('all others are refused', () => closed === 2 * MOST_REQUESTS);
  expect(held).toHaveLength(MOST_REQUESTS);
  for (const response of held) answerJson(response, '{"data":{"slow":null}}');
  await until('those that were taken are answered', () => closed === 3 * MOST_REQUESTS);
});

it.each([
  ['a query', '', '{"query":"{ slow }"}'],
  ['a subscription', 'Accept: text/event-stream\r\n', '{"query":"subscription { bell }"}'],
])('%s of whoever asked for another protocol ends when he closes his connection', async (_, accept, body) => {
  const held: ServerResponse[] = [];
  stage.behave = (_, response) => {
    if (accept !== '') response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    held.push(response);
  };
  const socket = askForH2c(accept, body);
  await until('the upstream is asked', () => held.length === 1);
  socket.end();
  await until('the upstream is rid of it', () => held[0]?.destroyed === true);
});

it('a subscription that showed that an upstream is back ends with its caller all the same', async () => {
  stage.behave = (request) => request.socket.destroy();
  const subscribe = (signal?: AbortSignal) =>
    fetch(`${gateway.url}/graphql/trial`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: '{"query":"subscription { bell }"}',
      ...(signal && { signal }),
    });
  for (let count = 0; count < 5; count++) expect(await (await subscribe()).text()).toContain('UNAVAILABLE');
  const held: ServerResponse[] = [];
  stage.behave = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':\n\n');
    held.push(response);
  };
  gateway.clock.advance(6_000);
  const leaving = new AbortController();
  await subscribe(leaving.signal);
  await until('the upstream is asked', () => held.length === 1);
  leaving.abort();
  await until('the upstream is rid of it', () => held[0]?.destroyed === true);
});

describe('of one source', () => {
  const from = (ip: string) => ({ 'x-forwarded-for': ip });
  const openSocket = (ip: string) =>
    new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql/few`, 'graphql-transport-ws', {
      headers: from(ip),
    }).on('error', () => undefined);

  it('half of the WebSockets are taken at most, and of the others as many more', async () => {
    const mine = [openSocket('2001:db8::1'), openSocket('2001:db8::2')];
    await Promise.all(mine.map((socket) => once(socket, 'open')));
    const third = openSocket('2001:db8::3');
    expect(await once(third, 'error')).toMatchObject([
      { message: expect.stringContaining('503') as unknown },
    ]);
    const others = openSocket('2001:db8:1::1');
    await once(others, 'open');
    mine[0]?.close();
    await until('a place is free again', async () => {
      const next = openSocket('2001:db8::4');
      const isOpen = await once(next, 'open').then(
        () => true,
        () => false,
      );
      next.close();
      return isOpen;
    });
    for (const socket of [...mine, others]) socket.close();
  });

  it('half of the subscriptions run at most', async () => {
    stage.behave = (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('event: next\ndata: {"data":{"bell":"rings"}}\n\n');
    };
    const subscribe = async (ip: string) => {
      const leaving = new AbortController();
      const { body } = await fetch(`${gateway.url}/graphql/few`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...from(ip) },
        body: '{"query":"subscription { bell }"}',
        signal: leaving.signal,
      });
      const { value } = (await body?.getReader().read()) as { readonly value: Uint8Array };
      return { first: Buffer.from(value).toString(), leave: () => leaving.abort() };
    };
    const mine = [await subscribe('192.0.2.1'), await subscribe('192.0.2.1')];
    expect((await subscribe('192.0.2.1')).first).toContain('RATE_LIMITED');
    const others = await subscribe('192.0.2.2');
    for (const { first } of [...mine, others]) expect(first).toContain('rings');
    for (const { leave } of [...mine, others]) leave();
    await until('a place is free again', async () => {
      const next = await subscribe('192.0.2.1');
      next.leave();
      return next.first.includes('rings');
    });
  });
});

describe('an answer in parts', () => {
  const query = '{ shop ... @defer { mine } }';
  const begin = (held: ServerResponse[]) => {
    stage.behave = (request, response) => {
      if (!(request.headers.accept ?? '').includes('multipart')) {
        answerJson(response, open);
        return;
      }
      const first = '{"data":{"shop":"open"},"hasNext":true}';
      response.writeHead(200, { 'content-type': 'multipart/mixed; boundary="-"' });
      response.write(`\r\n---\r\ncontent-type: application/json\r\n\r\n${first}\r\n---\r\n`);
      held.push(response);
    };
  };
  const ask = (path: string, accessToken: string) =>
    fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'multipart/mixed;deferSpec=20220824, application/json',
        authorization: `Bearer ${accessToken}`,
      },
      body: JSON.stringify({ query }),
    });

  it('ends with the session of its caller, also where no part comes', async () => {
    const held: ServerResponse[] = [];
    begin(held);
    const person = await signUp(gateway);
    const answer = await ask('/graphql/shop', person.accessToken);
    const read = answer.text();
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken }, person);
    await expect(read).rejects.toThrow();
    const [response] = held;
    await until('the upstream is rid of it', () => response?.destroyed === true);
  });

  it('keeps no place of those who ask for whole ones', async () => {
    const held: ServerResponse[] = [];
    begin(held);
    const person = await signUp(gateway);
    const answer = await ask('/graphql/narrow', person.accessToken);
    expect((await askUpstream(gateway, '/graphql/narrow', '{ shop }')).data).toEqual({ shop: 'open' });
    for (const response of held) response.end();
    await answer.text();
  });
});

it('queries that are given up by WebSocket end at the upstream, and leave their places', async () => {
  const [open8, closed]: [ServerResponse[], ServerResponse[]] = [[], []];
  stage.behave = (request, response) => {
    void text(request).then((body) => {
      if (!body.includes('slow')) {
        answerJson(response, open);
        return;
      }
      open8.push(response);
      response.once('close', () => closed.push(response));
    });
  };
  const url = `${gateway.url.replace('http', 'ws')}/graphql/shop`;
  const socket = new WebSocket(url, 'graphql-transport-ws');
  await once(socket, 'open');
  const heard: { readonly type: string; readonly id?: string; readonly payload?: unknown }[] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()) as (typeof heard)[0]));
  const say = (message: object) => {
    socket.send(JSON.stringify(message));
  };
  say({ type: 'connection_init' });
  await until('it is acknowledged', () => heard.length === 1);
  for (let id = 0; id < 8; id++) say({ id: String(id), type: 'subscribe', payload: { query: '{ slow }' } });
  await until('all are under way', () => open8.length === 8);
  for (let id = 0; id < 8; id++) say({ id: String(id), type: 'complete' });
  say({ id: 'next', type: 'subscribe', payload: { query: '{ shop }' } });
  await until('the next is answered', () => heard.some(({ id }) => id === 'next'));
  await until('the upstream is rid of the others', () => closed.length === 8);
  expect(heard.filter(({ id }) => id !== undefined).slice(0, 1)).toEqual([
    { id: 'next', type: 'next', payload: { data: { shop: 'open' } } },
  ]);
  socket.close();
});

it('with conceal, a document that others have had kept and that does not fit is none that there is', async () => {
  const hashOf = (query: string) => ({
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  });
  stage.behave = (_, response) => answerJson(response, open);
  const admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
  const query = '{ shop secret }';
  const kept = { body: { query, extensions: hashOf(query) } };
  expect((await askUpstream(gateway, '/graphql/hidden', '', { ...kept, ...admin })).status).toBe(200);
  const byHash = (of: string, who = {}) =>
    askUpstream(gateway, '/graphql/hidden', '', { body: { extensions: hashOf(of) }, ...who });
  expect((await byHash(query, admin)).data).toMatchObject({ shop: 'open' });
  const [hidden, never] = [await byHash(query), await byHash('{ shop nothing }')];
  expect([hidden.status, hidden.text]).toEqual([never.status, never.text]);
  // Limits are looked at before anything else, and must not tell either.
  const variables = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`v${index}`, 1]));
  const limited = { body: { extensions: hashOf(query), variables } };
  expect((await askUpstream(gateway, '/graphql/hidden', '', limited)).text).toBe(never.text);
  expect(hidden.text).toContain('PersistedQueryNotFound');
});
