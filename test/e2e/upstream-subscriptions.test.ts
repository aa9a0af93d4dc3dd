import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, type ClientOptions, createClient, type SubscribePayload } from 'graphql-ws';
import { WebSocket } from 'ws';

import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { createTicks } from '../harness/ticks.js';
import { startYoga, writeFiles, type YogaUpstream } from '../harness/upstream.js';

const sdl = `
  type Query { shop: String mine: String @auth }
  type Mutation { ring: String }
  type Subscription {
    open: Tick
    ticks: Tick @auth
    all: Tick @auth(roles: ["ADMIN"])
  }
  type Tick { n: Int cost: Int @auth(roles: ["ADMIN"]) }
`;

/** The document that can be named in place of being sent, by its hash. */
const listed = 'subscription { open { n } }';
const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(listed).digest('hex') };

const ticks = createTicks();
const { streamOf, ring } = ticks;

let yoga: YogaUpstream;
let gateway: TestGateway;
let documentsFile: string;
beforeAll(async () => {
  yoga = await startYoga(sdl, {
    Query: { shop: () => 'open', mine: () => 'yours' },
    Mutation: { ring: () => 'rang' },
    Subscription: { open: streamOf('open'), ticks: streamOf('ticks'), all: streamOf('all') },
  });
  const [, config = '', documents = ''] = writeFiles({
    'ticks.graphql': sdl,
    'upstreams.yaml': `upstreams:
  - { name: ticks, url: "${yoga.url}", sdl: ticks.graphql, apq: true, documents: { file: d.json, only: false } }`,
    'd.json': JSON.stringify({ [persistedQuery.sha256Hash]: listed }),
  });
  gateway = await startTestGateway({ UPSTREAMS: config });
  documentsFile = documents;
});
afterAll(async () => {
  await gateway.stop();
  await yoga.stop();
});

/** What one subscriber has heard, and how it ended. */
interface Heard {
  readonly events: unknown[];
  readonly end: Promise<unknown>;
  stop(): void;
}

const path = '/graphql/ticks';
const authorization = (who?: SignedUp) =>
  who === undefined ? {} : { authorization: `Bearer ${who.accessToken}` };

/** By graphql-ws. */
function open(
  who?: SignedUp,
  options: Partial<ClientOptions> = {},
): Client & { readonly closed: Promise<CloseEvent> } {
  let resolve: (event: CloseEvent) => void = () => undefined;
  const closed = new Promise<CloseEvent>((settle) => {
    resolve = settle;
  });
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}${path}`,
    webSocketImpl: WebSocket,
    connectionParams: authorization(who),
    retryAttempts: 0,
    on: {
      closed: (event) => {
        resolve(event as CloseEvent);
      },
    },
    ...options,
  });
  return Object.assign(client, { closed });
}
interface CloseEvent {
  readonly code: number;
  readonly reason: string;
}

function bySocket(client: Client, payload: SubscribePayload): Heard {
  const events: unknown[] = [];
  let stop: () => void = () => undefined;
  const end = new Promise((resolve) => {
    stop = client.subscribe(payload, {
      next: (event) => events.push(event),
      error: resolve,
      complete: () => {
        resolve('complete');
      },
    });
  });
  return { events, end, stop };
}

function bySse(who: SignedUp | undefined, payload: SubscribePayload): Heard {
  const events: unknown[] = [];
  const abort = new AbortController();
  const listen = async () => {
    const response = await fetch(`${gateway.url}${path}`, {
      method: 'POST',
      headers: { ...authorization(who), 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(payload),
      signal: abort.signal,
    });
    if (!(response.headers.get('content-type') ?? '').includes('event-stream')) return response.json();
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      const parts = text.split('\n\n');
      text = parts.pop() ?? '';
      for (const [, data] of parts.map((part) => /^event: next\ndata: (.*)$/.exec(part) ?? []))
        if (data !== undefined) events.push(JSON.parse(data));
      if (parts.includes('event: complete')) return 'complete';
    }
    return 'cut';
  };
  return { events, end: listen(), stop: () => abort.abort() };
}

const heard = (what: string, count: number, { events }: Heard) => until(what, () => events.length === count);
const listens = (count: number) => until(`${count} listen`, () => ticks.listening === count);

describe.each(['graphql-ws', 'graphql-sse'])('by %s', (way) => {
  const clients: Client[] = [];
  const subscribe = (who: SignedUp | undefined, query: string, extensions = {}) => {
    const payload = { query, extensions };
    if (way === 'graphql-sse') return bySse(who, payload);
    const client = open(who);
    clients.push(client);
    return bySocket(client, payload);
  };
  afterAll(async () => {
    for (const client of clients) await client.dispose();
  });

  it('each event is cut as any answer is, and whoever goes away is gone at the upstream too', async () => {
    const heardBy = subscribe(await signUp(gateway), 'subscription { ticks { n cost } }');
    await listens(1);
    ring(1);
    await heard('the first', 1, heardBy);
    ring(2);
    await heard('the second', 2, heardBy);
    expect(heardBy.events).toMatchObject([
      {
        data: { ticks: { n: 1, cost: null } },
        errors: [{ path: ['ticks', 'cost'], extensions: { code: 'FORBIDDEN' } }],
      },
      { data: { ticks: { n: 2, cost: null } } },
    ]);
    expect(yoga.seen.at(-1)?.query).not.toContain('cost');
    heardBy.end.catch(() => undefined);
    heardBy.stop();
    await listens(0);
  });

  it('what is refused never begins', async () => {
    const heardBy = subscribe(undefined, 'subscription { ticks { n } }');
    const end = JSON.stringify([await heardBy.end, heardBy.events]);
    expect(end).toContain('UNAUTHENTICATED');
    expect(ticks.listening).toBe(0);
  });

  it('it goes on by the document that it began with, where that is known to nobody any longer', async () => {
    const heardBy = subscribe(undefined, '', { persistedQuery });
    await listens(1);
    const list = readFileSync(documentsFile, 'utf8');
    writeFileSync(documentsFile, '{}');
    const changes = () => gateway.logLines.filter((line) => line.includes('upstream.schema-changed')).length;
    const before = changes();
    gateway.reload();
    await until('the list is read anew', () => changes() > before);
    ring(1);
    await heard('the event', 1, heardBy);
    expect(heardBy.events).toEqual([{ data: { open: { n: 1 } } }]);
    const refused = subscribe(undefined, '', { persistedQuery });
    expect(JSON.stringify([await refused.end, refused.events])).toContain('PersistedQueryNotFound');
    writeFileSync(documentsFile, list);
    gateway.reload();
    await until('it is read anew', () => changes() > before + 1);
    heardBy.end.catch(() => undefined);
    heardBy.stop();
    await listens(0);
  });

  it('it ends with the session, without an event', async () => {
    const person = await signUp(gateway);
    const heardBy = subscribe(person, 'subscription { ticks { n } }');
    await listens(1);
    await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken }, person);
    await heardBy.end;
    await listens(0);
  });

  it('it ends at the next event where the caller may read something else by then', async () => {
    const person = await signUp(gateway);
    const heardBy = subscribe(person, 'subscription { ticks { n cost } }');
    await listens(1);
    await makeAdmin(gateway, person);
    ring(3);
    const end = JSON.stringify([await heardBy.end, heardBy.events]);
    expect(end).toContain('subscribe again');
    expect(end).not.toContain('"cost":21');
    await listens(0);
  });
});

describe('a WebSocket', () => {
  it('takes queries and mutations too, judged as by HTTP', async () => {
    const client = open(await signUp(gateway));
    const answers: unknown[] = [];
    for (const query of ['{ shop mine }', 'mutation { ring }', '{ nothing }']) {
      const asked = bySocket(client, { query });
      answers.push([await asked.end, asked.events]);
    }
    await client.dispose();
    expect(answers).toMatchObject([
      ['complete', [{ data: { shop: 'open', mine: 'yours' } }]],
      ['complete', [{ data: { ring: 'rang' } }]],
      [[{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }], []],
    ]);
  });

  it('of a token that is not good is closed for good', async () => {
    const client = open(undefined, { connectionParams: { authorization: 'Bearer nonsense' } });
    void bySocket(client, { query: '{ shop }' }).end;
    expect(await client.closed).toMatchObject({ code: 4401, reason: 'TOKEN_INVALID' });
  });

  it.each<[string, number, string, 0 | 1]>([
    ['the time of its token is over, so that its client comes back with another', 4403, 'TOKEN_EXPIRED', 0],
    ['that is over and an event comes, with its subscription not completed', 4403, 'TOKEN_EXPIRED', 1],
    ['its session has ended and an event comes', 4401, 'TOKEN_INVALID', 1],
  ])('is closed when %s', async (_name, code, reason, events) => {
    const person = await signUp(gateway);
    const client = open(person);
    const { end } = bySocket(client, { query: 'subscription { ticks { n } }' });
    await listens(1);
    if (code === 4403) gateway.clock.advance(3_600_000);
    else await gateway.api.call(SignOutDocument, { refreshToken: person.refreshToken }, person);
    ring(events);
    expect(await Promise.all([client.closed, end])).toMatchObject([{ code, reason }, { code }]);
    await listens(0);
  });

  it('at another path there is none, and whoever asks for another protocol is answered by this one', async () => {
    const stray = new WebSocket(`${gateway.url.replace('http', 'ws')}/graphql`);
    const [error] = (await once(stray, 'error')) as [Error];
    expect(error.message).toContain('Unexpected server response');
    const ask = async (head: string, body = '') => {
      const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
      socket.write(
        `${head}\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      );
      let text = '';
      for await (const chunk of socket) text += String(chunk);
      return text;
    };
    expect(await ask('GET /.well-known/jwks.json HTTP/1.1')).toMatch(/^HTTP\/1.1 200 OK[^]*"keys"/);
    const posted = await ask(
      `POST ${path} HTTP/1.1\r\nContent-Type: application/json`,
      // More than Node keeps for whoever reads slowly.
      `{"query":"{ shop }"${' '.repeat(90_000)}}`,
    );
    expect(posted).toMatch(/^HTTP\/1.1 200 OK[^]*{"data":{"shop":"open"}}/);
  });
});

describe('the gateway', () => {
  it('does not wait for subscriptions when it stops', async () => {
    const [, config = ''] = writeFiles({
      'ticks.graphql': sdl,
      'upstreams.yaml': `upstreams: [{ name: ticks, url: "${yoga.url}", sdl: ticks.graphql }]`,
    });
    const other = await startTestGateway({ UPSTREAMS: config });
    const client = open(undefined, { url: `${other.url.replace('http', 'ws')}${path}` });
    bySocket(client, { query: 'subscription { open { n } }' }).end.catch(() => undefined);
    await listens(1);
    await other.stop();
    expect((await client.closed).code).toBe(1001);
    await listens(0);
  });
});
