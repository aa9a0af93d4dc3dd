/** One guarded schema in the servers that people have, asked over HTTP and WebSocket. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Guard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import { authenticateConnection, closeWhenExpired } from '@portcullis/guard/websocket';
import fastify from 'fastify';
import { type Client, type ClientOptions, createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import mercurius from 'mercurius';
import { WebSocket, WebSocketServer } from 'ws';

import { claims, guardOf, makeKey, nowSeconds, token } from './tokens.js';

/** By a name that TypeScript does not follow: its types would bring those of browsers into all of our code. */
const yogaName = 'graphql-yoga';

const ours = await makeKey('ours');
const guard = guardOf([ours]);
const good = `Bearer ${token(ours)}`;
const auth = authDirective(guard, { roles: ['USER', 'ADMIN'] });

const makeSchema = (own = auth) =>
  own.transform(
    makeExecutableSchema({
      typeDefs: [
        own.typeDefs,
        `type Query { me: String @auth admins: String @auth(roles: [ADMIN]) open: String }
         type Subscription { ticks: String @auth connections: String @auth }`,
      ],
      resolvers: {
        Query: {
          me: async (_source: unknown, _args: unknown, context: object) => (await own.claims(context))?.sub,
          admins: () => 'secret',
          open: () => 'open',
        },
        Subscription: {
          ticks: {
            async *subscribe() {
              yield { ticks: 'tick' };
            },
          },
          connections: {
            async *subscribe() {
              yield { connections: 'open' };
              await new Promise(() => undefined);
            },
          },
        },
      },
    }),
  );

const urls: Record<string, string> = {};
const stops: (() => unknown)[] = [];

async function startApollo() {
  const server = new ApolloServer({ schema: makeSchema() });
  const context = ({ req }: { req: object }) => Promise.resolve({ req });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' }, context });
  stops.push(() => server.stop());
  return url;
}

async function startYoga() {
  const { createYoga } = (await import(yogaName)) as {
    createYoga: (options: object) => (request: object, response: object) => unknown;
  };
  const yoga = createYoga({ schema: makeSchema(), logging: false });
  const server = createServer((request, response) => void yoga(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function startMercurius() {
  const app = fastify({ forceCloseConnections: true });
  await app.register(mercurius, { schema: makeSchema() });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  stops.push(() => app.close());
  return `${url}/graphql`;
}

beforeAll(async () => {
  [urls['Apollo Server'], urls['GraphQL Yoga'], urls['Mercurius']] = (await Promise.all<string>([
    startApollo(),
    startYoga(),
    startMercurius(),
  ])) as [string, string, string];
});
afterAll(() => Promise.all(stops.map((stop) => stop())));

describe.each(['Apollo Server', 'GraphQL Yoga', 'Mercurius'])('@auth in %s', (name) => {
  const ask = async (query: string, authorization?: string) => {
    const response = await fetch(urls[name] ?? '', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) },
      body: JSON.stringify({ query }),
    });
    return (await response.json()) as object;
  };

  it('lets a good token through', async () => {
    expect(await ask('{ me open }', good)).toEqual({ data: { me: claims.sub, open: 'open' } });
  });

  it('answers the open field, and says why not the others', async () => {
    expect(await ask('{ me open }')).toMatchObject({
      data: { me: null, open: 'open' },
      errors: [{ message: 'Sign in first.', path: ['me'], extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(await ask('{ admins open }', good)).toMatchObject({
      data: { admins: null, open: 'open' },
      errors: [{ extensions: { code: 'FORBIDDEN', requires: 'role', roles: ['ADMIN'] } }],
    });
    expect(await ask('{ me }', `${good.slice(0, -5)}AAAA`)).toMatchObject({
      errors: [{ extensions: { code: 'TOKEN_INVALID' } }],
    });
  });
});

/** A real server of graphql-ws. @param context undefined: none is made, which graphql-ws allows. */
async function startSocketServer(guarding: Guard, context?: (connection: object) => object) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const own = authDirective(guarding, { roles: ['USER', 'ADMIN'] });
  useServer(
    {
      schema: makeSchema(own),
      async onConnect({ connectionParams, extra }) {
        const connection = await authenticateConnection(guarding, {
          connectionParams,
          request: extra.request,
        });
        if (connection.ok) closeWhenExpired(extra.socket, connection);
        else extra.socket.close(connection.closeCode, connection.code);
        return connection.ok;
      },
      ...(context && { context }),
    },
    server,
  );
  stops.push(() => server.close());
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Sends the token with the upgrade, as clients outside of browsers may. */
class UpgradingSocket extends WebSocket {
  constructor(address: string, protocols: string[]) {
    super(address, protocols, { headers: { Authorization: good } });
  }
}

describe('@auth behind graphql-ws', () => {
  const clocked = guardOf([ours]);
  let url = '';
  beforeAll(async () => {
    url = await startSocketServer(clocked, (connection) => connection);
  });
  const connect = (options: Partial<ClientOptions> = {}) =>
    createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0, ...options });
  const first = async (client: Client, query: string) =>
    (await client.iterate({ query }).next()).value as object;

  it.each<[string, Partial<ClientOptions>]>([
    ['in connectionParams', { connectionParams: { authorization: good } }],
    ['with the upgrade', { webSocketImpl: UpgradingSocket }],
  ])('a good token %s queries and subscribes', async (_name, options) => {
    const client = connect(options);
    expect(await first(client, '{ me }')).toEqual({ data: { me: claims.sub } });
    expect(await first(client, 'subscription { ticks }')).toEqual({ data: { ticks: 'tick' } });
    await client.dispose();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['none', {}, ''],
    ['a bad one', { authorization: 'Bearer a.b.c' }, ''],
    ['one in the URL', {}, `/?token=${good.slice(7)}&authorization=${encodeURIComponent(good)}`],
  ])('%s is closed with 4401', async (_name, connectionParams, path) => {
    const client = connect({ connectionParams, url: `${url}${path}` });
    const closed = new Promise((resolve) => client.on('closed', resolve));
    await expect(client.iterate({ query: '{ open }' }).next()).rejects.toBeDefined();
    expect(await closed).toMatchObject({ code: 4401 });
  });

  it('each operation of a connection is judged anew, though one context is kept for all of them', async () => {
    const ahead = guardOf([ours]);
    const client = connect({
      url: await startSocketServer(ahead, (connection) => connection),
      connectionParams: { authorization: good },
      lazy: false,
    });
    expect(await first(client, '{ me }')).toEqual({ data: { me: claims.sub } });
    ahead.advance(900);
    expect(await first(client, '{ me }')).toMatchObject({
      errors: [{ extensions: { code: 'TOKEN_EXPIRED' } }],
    });
    await client.dispose();
  });

  it('without a context guarded fields are refused, and the server goes on', async () => {
    const client = connect({
      url: await startSocketServer(clocked),
      connectionParams: { authorization: good },
    });
    for (let asked = 0; asked < 2; asked += 1)
      expect(await first(client, '{ me open }')).toMatchObject({ data: { me: null, open: 'open' } });
    await client.dispose();
  });

  it('a client whose token has expired comes back with a new one, and its subscription goes on', async () => {
    const closing = guardOf([ours]);
    // Half a second before the first one's time is over.
    closing.advance(899.5);
    const expired = token(ours, { exp: nowSeconds + 890 });
    const tokens = [token(ours), expired, token(ours, { exp: nowSeconds + 1_800 })];
    const codes: unknown[] = [];
    const client = connect({
      url: await startSocketServer(closing, (connection) => connection),
      connectionParams: () => ({ authorization: `Bearer ${tokens.shift() ?? ''}` }),
      retryAttempts: 5,
      retryWait: () => Promise.resolve(),
      on: { closed: (event) => codes.push((event as { code: number }).code) },
    });
    const events = client.iterate({ query: 'subscription { connections }' });
    expect((await events.next()).value).toEqual({ data: { connections: 'open' } });
    expect((await events.next()).value).toEqual({ data: { connections: 'open' } });
    expect([codes, tokens]).toEqual([[4403, 4403], []]);
    await client.dispose();
  });
});
