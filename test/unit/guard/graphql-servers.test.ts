/** One guarded schema in the servers that people have, asked over HTTP and WebSocket. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authDirective } from '@portcullis/guard/graphql';
import { authenticateConnection } from '@portcullis/guard/websocket';
import fastify from 'fastify';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import mercurius from 'mercurius';
import { WebSocket, WebSocketServer } from 'ws';

import { claims, guardOf, makeKey, token } from './tokens.js';

/** By a name that TypeScript does not follow: its types would bring those of browsers into all of our code. */
const yogaName = 'graphql-yoga';

const ours = await makeKey('ours');
const guard = guardOf([ours]);
const good = `Bearer ${token(ours)}`;
const auth = authDirective(guard, { roles: ['USER', 'ADMIN'] });

const makeSchema = () =>
  auth.transform(
    makeExecutableSchema({
      typeDefs: [
        auth.typeDefs,
        `type Query { me: String @auth admins: String @auth(roles: [ADMIN]) open: String }
         type Subscription { ticks: String @auth }`,
      ],
      resolvers: {
        Query: {
          me: async (_source: unknown, _args: unknown, context: object) => (await auth.claims(context))?.sub,
          admins: () => 'secret',
          open: () => 'open',
        },
        Subscription: {
          ticks: {
            async *subscribe() {
              yield { ticks: 'tick' };
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

describe('@auth behind graphql-ws', () => {
  let url = '';
  beforeAll(async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    useServer(
      {
        schema: makeSchema(),
        async onConnect({ connectionParams, extra }) {
          const connection = await authenticateConnection(guard, {
            connectionParams,
            request: extra.request,
          });
          if (!connection.ok) extra.socket.close(connection.closeCode, connection.code);
          return connection.ok;
        },
        context: ({ connectionParams }) => ({ connectionParams }),
      },
      server,
    );
    stops.push(() => server.close());
    url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  const client = (connectionParams: Record<string, unknown>, path = '') =>
    createClient({ url: `${url}${path}`, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });

  it('a good token subscribes', async () => {
    const ws = client({ authorization: good });
    const events = [];
    for await (const event of ws.iterate({ query: 'subscription { ticks }' })) events.push(event);
    expect(events).toEqual([{ data: { ticks: 'tick' } }]);
    await ws.dispose();
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['none', {}, ''],
    ['a bad one', { authorization: 'Bearer a.b.c' }, ''],
    ['one in the URL', {}, `/?token=${good.slice(7)}&authorization=${encodeURIComponent(good)}`],
  ])('%s is closed with 4401', async (_name, connectionParams, path) => {
    const ws = client(connectionParams, path);
    const closed = new Promise((resolve) => ws.on('closed', resolve));
    await expect(ws.iterate({ query: '{ open }' }).next()).rejects.toBeDefined();
    expect(await closed).toMatchObject({ code: 4401 });
  });
});
