/** Services that are guarded by @portcullis/guard, with tokens of a running gateway. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { makeExecutableSchema } from '@graphql-tools/schema';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import { authenticateConnection, closeWhenExpired } from '@portcullis/guard/websocket';
import { execute, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { createClient } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';

import { SignOutDocument } from '../generated/operations.js';
import { askUntilKnown } from '../harness/ask-until-known.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { signUp } from '../harness/people.js';

let gateway: TestGateway;
let issuer: string;
const stops: (() => unknown)[] = [];
beforeAll(async () => {
  gateway = await startTestGateway();
  issuer = gateway.url.replace('127.0.0.1', 'localhost');
});
afterAll(async () => {
  for (const stop of stops) stop();
  await gateway.stop();
});

/** @param isReachable whether the gateway answers. */
function startGuard(isReachable = () => true) {
  let aheadMs = 0;
  const guard = createGuard({
    issuer,
    audience: 'portcullis',
    revocation: { list: true, whenUnreachable: 'refuse' },
    now: () => new Date(Date.now() + aheadMs),
    timeoutSeconds: 60,
    fetch: (...request) =>
      isReachable() ? askUntilKnown(...request) : Promise.reject(new Error('out of reach')),
  });
  return { ...guard, advance: (seconds: number) => void (aheadMs += seconds * 1_000) };
}

function makeSchema(auth: ReturnType<typeof authDirective>) {
  const typeDefs = [auth.typeDefs, 'type Query { mine: String @auth open: String }'];
  const resolvers = { Query: { mine: () => 'mine', open: () => 'open' } };
  return auth.transform(makeExecutableSchema({ typeDefs, resolvers }));
}

/** graphql-ws with a context that is kept for the connection. */
async function connect(
  guard: ReturnType<typeof startGuard>,
  authorization: () => string,
  context?: (connection: object) => object,
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  const schema = makeSchema(authDirective(guard));
  useServer(
    {
      schema,
      async onConnect({ connectionParams, extra }) {
        const connection = await authenticateConnection(guard, { connectionParams });
        if (connection.ok) closeWhenExpired(extra.socket, connection);
        else extra.socket.close(connection.closeCode, connection.code);
        return connection.ok;
      },
      ...(context && { context }),
    },
    server,
  );
  const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connectionParams = () => ({ authorization: authorization() });
  const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, lazy: false });
  stops.push(
    () => client.dispose(),
    () => server.close(),
  );
  return async (query: string) => {
    const { value } = await client.iterate({ query }).next();
    const { data, errors } = value as { data: object; errors?: { extensions?: { code?: string } }[] };
    return errors === undefined ? data : (errors[0]?.extensions?.code ?? 'refused');
  };
}
describe('C27 no operation ends a service’s process, whatever its GraphQL context is', () => {
  it.each([undefined, null, 'a text', Object.freeze({}), new Proxy({}, {})])('%p', async (contextValue) => {
    const schema = makeSchema(authDirective(startGuard()));
    const { data, errors } = await execute({ schema, document: parse('{ open mine }'), contextValue });
    expect([data, errors?.length]).toEqual([{ open: 'open', mine: null }, 1]);
  });

  it('over a connection without one', async () => {
    const { accessToken } = await signUp(gateway);
    const ask = await connect(startGuard(), () => `Bearer ${accessToken}`);
    expect([await ask('{ mine }'), await ask('{ open }')]).toEqual(['refused', { open: 'open' }]);
  });
});

describe('C28 each operation of a connection is judged anew, though one context is kept for all', () => {
  it('a session that was ended is refused', async () => {
    const { accessToken, refreshToken } = await signUp(gateway);
    const guard = startGuard();
    const ask = await connect(
      guard,
      () => `Bearer ${accessToken}`,
      (connection) => connection,
    );
    expect(await ask('{ mine }')).toEqual({ mine: 'mine' });
    await gateway.api.call(SignOutDocument, { refreshToken });
    guard.advance(5);
    expect(await ask('{ mine }')).toBe('TOKEN_INVALID');
  });

  it('a token that has expired is refused', async () => {
    const { accessToken } = await signUp(gateway);
    const guard = startGuard();
    const ask = await connect(
      guard,
      () => `Bearer ${accessToken}`,
      (connection) => connection,
    );
    expect(await ask('{ mine }')).toEqual({ mine: 'mine' });
    guard.advance(16 * 60);
    expect(await ask('{ mine }')).toBe('TOKEN_EXPIRED');
  });

  it('what could not be judged is judged by the next', async () => {
    const { accessToken } = await signUp(gateway);
    let isReachable = true;
    const guard = startGuard(() => isReachable);
    const ask = await connect(
      guard,
      () => `Bearer ${accessToken}`,
      (connection) => connection,
    );
    expect(await ask('{ mine }')).toEqual({ mine: 'mine' });
    isReachable = false;
    guard.advance(120);
    expect(await ask('{ mine }')).toBe('UNAVAILABLE');
    isReachable = true;
    guard.advance(10);
    expect(await ask('{ mine }')).toEqual({ mine: 'mine' });
  });
});

describe('C29 what looks like a requirement of a field is read, or is a mistake at start', () => {
  const guarded = (extensions: object) => {
    const fields = { q: { type: GraphQLString, resolve: () => 'secret', extensions: { ...extensions } } };
    const query = new GraphQLObjectType({ name: 'Query', fields });
    return authDirective(startGuard()).transform(new GraphQLSchema({ query }));
  };
  const admins = { roles: ['ADMIN'] };

  it.each([
    { auth: true },
    { auth: admins },
    { auth: [admins] },
    { directives: { auth: admins } },
    { directives: { auth: [admins] } },
    { directives: [{ name: 'auth', args: admins }] },
  ])('%j asks for a token', async (extensions) => {
    const document = parse('{ q }');
    const { data } = await execute({ schema: guarded(extensions), document, contextValue: { headers: {} } });
    expect(data).toEqual({ q: null });
  });

  it.each([
    { auth: [] },
    { auth: null },
    { auth: undefined },
    { Auth: true },
    { directives: { auth: [] } },
    { directives: ['@auth'] },
    { directives: [{ name: 'auth', roles: ['ADMIN'] }] },
  ])('%j is a mistake', (extensions) => {
    expect(() => guarded(extensions)).toThrow(TypeError);
  });
});
