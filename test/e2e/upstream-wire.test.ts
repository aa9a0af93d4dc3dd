/** What upstreams and callers speak beside plain JSON, each by the library that people use for it: parts, graphql-sse, graphql-ws. */
import { createServer } from 'node:http';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient as createSseClient } from 'graphql-sse';
import { createHandler } from 'graphql-sse/lib/use/http';
import { type Client, createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';

import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { createTicks } from '../harness/ticks.js';
import { claimsOf } from '../harness/token.js';
import {
  authDefinition,
  type RawUpstream,
  startRawUpstream,
  serveUpstream,
  startYoga,
  usePartsOfYoga,
  writeFiles,
  type YogaUpstream,
} from '../harness/upstream.js';

const parts = `
  directive @defer(if: Boolean! = true, label: String) on FRAGMENT_SPREAD | INLINE_FRAGMENT
  directive @stream(if: Boolean! = true, label: String, initialCount: Int = 0) on FIELD
`;
const sdl = `
  type Query { quick: String slow: Slow list: [Int!] mine: String @auth }
  type Slow { text: String cost: Int @auth(roles: ["ADMIN"]) }
  type Subscription { ticks: Tick @auth open: Tick }
  type Tick { n: Int cost: Int @auth(roles: ["ADMIN"]) }
`;

const ticks = createTicks();
const listens = (count: number) => until(`${count} listen`, () => ticks.listening === count);
/** Whoever asks for `slow` waits until the test lets them. */
const waiting: (() => void)[] = [];
const release = async () => {
  await until('slow is asked for', () => waiting.length > 0);
  for (const go of waiting.splice(0)) go();
};
const resolvers = {
  Query: {
    quick: () => 'quick',
    slow: () =>
      new Promise((resolve) => {
        waiting.push(() => {
          resolve({ text: 'slow', cost: 7 });
        });
      }),
    async *list() {
      yield* [1, 2, 3];
    },
    mine: () => 'yours',
  },
  Subscription: { ticks: ticks.streamOf('ticks'), open: ticks.streamOf('open') },
};

let yoga: YogaUpstream;
let sse: RawUpstream;
let ws: RawUpstream;
let gateway: TestGateway;
let person: SignedUp;
let admin: SignedUp;
const sockets: WebSocketServer[] = [];
const shown: unknown[] = [];

beforeAll(async () => {
  yoga = await startYoga(sdl, resolvers, [await usePartsOfYoga()]);
  const schema = makeExecutableSchema({ typeDefs: [authDefinition, sdl], resolvers });
  const bySse = createHandler({ schema });
  sse = await startRawUpstream((request, response) => void bySse(request, response));
  ws = await startSocketUpstream(schema);
  const [, , config = ''] = writeFiles({
    'wire.graphql': sdl,
    'parts.graphql': parts + sdl,
    'upstreams.yaml': `
upstreams:
  - { name: parts, url: "${yoga.url}", sdl: parts.graphql }
  - { name: by-sse, url: "${yoga.url}", subscriptionsUrl: "${sse.url}", sdl: wire.graphql }
  - { name: by-ws, url: "${yoga.url}", subscriptionsUrl: "${ws.url}", subscriptions: ws, sdl: wire.graphql }
`,
  });
  gateway = await startTestGateway({ UPSTREAMS: config });
  person = await signUp(gateway);
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  await gateway.stop();
  for (const server of sockets) for (const client of server.clients) client.terminate();
  for (const upstream of [yoga, sse, ws]) await upstream.stop();
});

/** graphql-ws on an HTTP server of its own. */
async function startSocketUpstream(schema: ReturnType<typeof makeExecutableSchema>): Promise<RawUpstream> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, path: '/graphql' });
  sockets.push(server);
  useServer({ schema, onConnect: ({ connectionParams }) => void shown.push(connectionParams) }, server);
  return serveUpstream(http);
}

const ask = (query: string, accept: string, who?: SignedUp, variables = {}) =>
  fetch(`${gateway.url}/graphql/parts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, ...bearer(who) },
    body: JSON.stringify({ query, variables }),
  });
const bearer = (who?: SignedUp) => (who === undefined ? {} : { authorization: `Bearer ${who.accessToken}` });

describe('@defer and @stream', () => {
  const inParts = 'multipart/mixed;deferSpec=20220824, application/json';
  const query = '{ quick ... @defer { slow { text cost } mine } list @stream(initialCount: 1) }';

  it.each([
    ['Apollo', inParts],
    ['urql', 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed'],
  ])(
    'come in parts, each as the server sends it, to a caller who may read all: %s',
    async (_name, accept) => {
      const answer = await ask(query, accept, admin);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([
        200,
        expect.stringContaining('multipart/mixed'),
      ]);
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
        text += decoder.decode(chunk, { stream: true });
        if (text.includes('"quick":"quick"') && waiting.length > 0) {
          expect(text).not.toContain('"slow":{');
          await release();
        }
      }
      expect(text).toContain('"slow":{"text":"slow","cost":7}');
      expect(text).toContain('"hasNext":false');
    },
  );

  it('a field that is refused inside a deferred fragment is judged, and the answer comes whole', async () => {
    const asking = ask(query, inParts, person);
    await release();
    const answer = await asking;
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toMatchObject({
      data: { quick: 'quick', slow: { text: 'slow', cost: null }, mine: 'yours', list: [1, 2, 3] },
      errors: [{ path: ['slow', 'cost'], extensions: { code: 'FORBIDDEN' } }],
    });
    expect(yoga.seen.at(-1)?.query).not.toMatch(/cost|@/);
  });

  it('whoever takes no parts is answered whole, over a WebSocket too', async () => {
    const later = 'query ($later: Boolean!) { quick ... @defer(if: $later) { slow { text } } }';
    const whole = { data: { quick: 'quick', slow: { text: 'slow' } } };
    const asking = ask(later, 'application/json', undefined, { later: true });
    await release();
    expect(await (await asking).json()).toEqual(whole);
    expect(yoga.seen.at(-1)).toMatchObject({ query: '{quick ...{slow{text}}}' });
    const client = openSocket('parts');
    const heard = listen(client, later, { later: true });
    await release();
    await heard.end;
    expect(heard.events).toEqual([whole]);
    await client.dispose();
  });
});

interface Heard {
  readonly events: unknown[];
  readonly end: Promise<unknown>;
  readonly stop: () => void;
}
interface Listenable {
  subscribe(
    request: { query: string; variables?: Record<string, unknown> },
    sink: { next: (event: unknown) => void; error: (reason: unknown) => void; complete: () => void },
  ): () => void;
}

const openSocket = (name: string, who?: SignedUp): Client =>
  createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql/${name}`,
    webSocketImpl: WebSocket,
    connectionParams: bearer(who),
    retryAttempts: 0,
  });
const openEvents = (name: string, who?: SignedUp) =>
  createSseClient({ url: `${gateway.url}/graphql/${name}`, headers: bearer(who), retryAttempts: 0 });

function listen(client: Listenable, query: string, variables: Record<string, unknown> = {}): Heard {
  const events: unknown[] = [];
  let stop: () => void = () => undefined;
  const end = new Promise((resolve) => {
    const complete = () => {
      resolve('complete');
    };
    stop = client.subscribe(
      { query, variables },
      { next: (event) => events.push(event), error: resolve, complete },
    );
  });
  return { events, end, stop };
}

const ways = { 'graphql-ws': openSocket, 'graphql-sse': openEvents };
describe.each(['by-sse', 'by-ws'])('subscriptions of an upstream %s', (name) => {
  describe.each(['graphql-ws', 'graphql-sse'] as const)('to a client of %s', (way) => {
    let client: ReturnType<(typeof ways)[typeof way]>;
    const subscribe = (who: SignedUp | undefined, query: string) => {
      client = ways[way](name, who);
      return listen(client, query);
    };

    it('each event is judged, and whoever goes away is gone at the upstream too', async () => {
      const heard = subscribe(person, 'subscription { ticks { n cost } }');
      await listens(1);
      ticks.ring(1);
      await until('an event', () => heard.events.length === 1);
      expect(heard.events).toMatchObject([
        {
          data: { ticks: { n: 1, cost: null } },
          errors: [{ path: ['ticks', 'cost'], extensions: { code: 'FORBIDDEN' } }],
        },
      ]);
      heard.stop();
      await listens(0);
      await client.dispose();
    });

    it('it ends with the session', async () => {
      const other = await signUp(gateway);
      const heard = subscribe(other, 'subscription { ticks { n } }');
      await listens(1);
      await gateway.api.call(SignOutDocument, { refreshToken: other.refreshToken }, other);
      await heard.end;
      await listens(0);
      ticks.ring(2);
      expect(JSON.stringify(heard.events)).not.toContain('"n":2');
      await client.dispose();
    });
  });
});

describe('a client of graphql-sse', () => {
  it('asks for everything by events: queries come as one, and what is refused whole by status', async () => {
    const client = openEvents('by-sse', person);
    const query = listen(client, '{ quick mine }');
    expect([await query.end, query.events]).toEqual([
      'complete',
      [{ data: { quick: 'quick', mine: 'yours' } }],
    ]);
    client.dispose();
    const stranger = openEvents('by-sse');
    const cut = listen(stranger, '{ mine }');
    expect([await cut.end, cut.events]).toMatchObject([
      'complete',
      [{ data: { mine: null }, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }],
    ]);
    const refused = listen(stranger, 'subscription { ticks { n } }');
    expect(await refused.end).toMatchObject({ response: { status: 401 } });
    stranger.dispose();
  });
});

describe('an upstream by graphql-ws', () => {
  it('is shown who asks, by a token for it alone', async () => {
    shown.length = 0;
    const client = openSocket('by-ws', person);
    const heard = listen(client, 'subscription { open { n } }');
    await listens(1);
    heard.stop();
    await client.dispose();
    const [{ authorization }] = shown as [{ authorization: string }];
    expect(claimsOf(authorization.replace('Bearer ', ''))).toMatchObject({
      aud: 'by-ws',
      sub: person.userId,
    });
    await listens(0);
  });
});
