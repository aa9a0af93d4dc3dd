import { writeFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createGuard } from '@portcullis/guard';
import { createHash } from 'node:crypto';

import { parseConfig } from '../../src/config/config.js';
import { SignOutDocument } from '../generated/operations.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { claimsOf } from '../harness/token.js';
import { untilNothingIsAsked } from '../harness/unasked-database.js';
import {
  type AskOptions,
  askUpstream,
  readAnswer,
  startYoga,
  writeFiles,
  type YogaUpstream,
} from '../harness/upstream.js';

const sdl = `
  type Query {
    shop: String!
    orders: [Order!]! @auth
    margin: Float @auth(roles: ["ADMIN"])
    big(size: Int!): String
    echo(text: String): String
    fails: String
  }
  type Mutation {
    place(item: String!): Order! @auth
    wipe: Boolean @auth(roles: ["ADMIN"])
  }
  type Order { id: ID! item: String! cost: Float @auth(roles: ["ADMIN"]) }
`;

const wiped: string[] = [];
const order = (id: string) => ({ id, item: `item ${id}`, cost: 7 });
const resolvers = {
  Query: {
    shop: () => 'open',
    orders: () => [order('1'), order('2')],
    margin: () => 0.4,
    big: (_: unknown, { size }: { size: number }) => 'x'.repeat(size),
    echo: (_: unknown, { text }: { text: string }) => text,
    fails: () => {
      throw new Error('at /srv/orders/secret.ts');
    },
  },
  Mutation: {
    place: (_: unknown, { item }: { item: string }) => ({ ...order('3'), item }),
    wipe: () => {
      wiped.push('wiped');
      return true;
    },
  },
};

const trusted = '{ shop }';
const trustedHash = createHash('sha256').update(trusted).digest('hex');

let yoga: YogaUpstream;
let gateway: TestGateway;
let person: SignedUp;
let admin: SignedUp;
let sdlFile: string;
beforeAll(async () => {
  yoga = await startYoga(sdl, resolvers);
  const [schema = '', config = ''] = writeFiles({
    'orders.graphql': sdl,
    'upstreams.yaml': `
upstreams:
  - name: orders
    url: ${yoga.url}
    sdl: orders.graphql
    forwardHeaders: [X-Tenant]
    apq: true
    introspection: true
  - name: strict
    url: ${yoga.url}
    sdl: orders.graphql
    onDenied: refuse
    identity: token
    identityHeader: X-Caller
    introspection: false
  - name: listed
    url: ${yoga.url}
    sdl: orders.graphql
    documents: { file: documents.json }
`,
    'documents.json': JSON.stringify({ [trustedHash]: trusted }),
  });
  sdlFile = schema;
  gateway = await startTestGateway({ UPSTREAMS: config, ACCESS_COOKIE: 'true' });
  person = await signUp(gateway);
  admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
});
afterAll(async () => {
  // Also where it did not start.
  await Promise.all([gateway, yoga].map((one) => (one as { stop(): Promise<void> } | undefined)?.stop()));
});

const ask = (query: string, options?: AskOptions) => askUpstream(gateway, '/graphql/orders', query, options);
const lastSeen = () => {
  const seen = yoga.seen.at(-1);
  if (seen === undefined) throw new Error('Nothing reached it.');
  return seen;
};

describe('ok', () => {
  it('what nobody guards is answered to a stranger, byte by byte', async () => {
    const answer = await ask('{ shop }');
    expect([answer.status, answer.text.trim()]).toEqual([200, '{"data":{"shop":"open"}}']);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(lastSeen().headers['authorization']).toBeUndefined();
  });

  it('a field that the caller may not read is null with its error, and the upstream never sees it', async () => {
    const answer = await ask('query Mine { orders { id cost } margin }', person);
    expect(answer.data).toEqual({
      orders: [
        { id: '1', cost: null },
        { id: '2', cost: null },
      ],
      margin: null,
    });
    expect(answer.errors).toHaveLength(3);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', requires: 'role' });
    expect(lastSeen().query).not.toMatch(/cost|margin/);
  });

  it('null goes up as far as the schema says', async () => {
    const answer = await ask('{ orders { id } shop }');
    expect(answer.data).toBeNull();
    expect(answer.errors?.[0]).toMatchObject({ path: ['orders'], extensions: { code: 'UNAUTHENTICATED' } });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([
      200,
      'Bearer realm="portcullis"',
    ]);
  });

  it('an admin sees all of it', async () => {
    expect((await ask('{ margin orders { cost } }', admin)).data).toEqual({
      margin: 0.4,
      orders: [{ cost: 7 }, { cost: 7 }],
    });
  });

  it('a refused mutation does not run, and the one beside it does', async () => {
    const answer = await ask('mutation ($item: String!) { place(item: $item) { item } wipe }', {
      ...person,
      variables: { item: 'tea' },
    });
    expect(answer.data).toEqual({ place: { item: 'tea' }, wipe: null });
    expect(wiped).toEqual([]);
    expect(lastSeen().variables).toEqual({ item: 'tea' });
  });

  it('is asked by GET too, for queries alone', async () => {
    const get = async (parameters: Record<string, string>) =>
      readAnswer(await fetch(`${gateway.url}/graphql/orders?${String(new URLSearchParams(parameters))}`));
    const variables = JSON.stringify({ text: 'hi' });
    expect((await get({ query: 'query ($text: String) { echo(text: $text) }', variables })).data).toEqual({
      echo: 'hi',
    });
    const refused = await get({ query: 'mutation { place(item: "tea") { id } }' });
    expect([refused.status, refused.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it("the upstream's own errors are kept, as its status and type are", async () => {
    const answer = await ask('{ fails }', { headers: { accept: 'application/graphql-response+json' } });
    expect(answer.data).toEqual({ fails: null });
    expect(answer.headers.get('content-type')).toContain('application/graphql-response+json');
    expect(answer.errors?.[0]).toMatchObject({ message: 'Unexpected error.', path: ['fails'] });
  });

  it('a long answer is passed on as it comes', async () => {
    const { data } = await ask('{ big(size: 3000000) }');
    expect(String(data?.['big'])).toHaveLength(3_000_000);
  });

  it('needs no database', async () => {
    await ask('{ orders { id cost } }', person);
    await untilNothingIsAsked(gateway.database, async () => {
      for (let round = 0; round < 5; round++) await ask('{ orders { id cost } }', person);
    });
  });
});

describe('identity', () => {
  it('is a token of our keys for that upstream alone, which its guard takes and the gateway does not', async () => {
    await ask('{ orders { id } }', person);
    const token = String(lastSeen().headers['authorization']).replace('Bearer ', '');
    const issuer = String(claimsOf(person.accessToken)['iss']);
    const guard = createGuard({ issuer, audience: 'orders' });
    expect(await guard.verify(token)).toMatchObject({
      aud: 'orders',
      sub: person.userId,
      sid: claimsOf(person.accessToken)['sid'],
      roles: ['USER'],
      email_verified: false,
    });
    const { exp, iat } = claimsOf(token) as { exp: number; iat: number };
    expect(exp - iat).toBeLessThanOrEqual(60);
    expect((await ask('{ orders { id } }', { accessToken: token })).errors?.[0]?.extensions).toMatchObject({
      code: 'TOKEN_INVALID',
    });
  });

  it('is written once for many requests, and anew when the account changes', async () => {
    const other = await signUp(gateway);
    const tokenOf = async () => {
      await ask('{ orders { id } }', other);
      return lastSeen().headers['authorization'];
    };
    const first = await tokenOf();
    expect(await tokenOf()).toBe(first);
    await makeAdmin(gateway, other);
    expect(claimsOf(String(await tokenOf()).replace('Bearer ', ''))['roles']).toEqual(['USER', 'ADMIN']);
  });

  it('is the raw token, in a header of its own, only where that is asked for', async () => {
    await askUpstream(gateway, '/graphql/strict', '{ orders { id } }', {
      ...person,
      headers: { 'x-caller': 'forged' },
    });
    expect(lastSeen().headers['x-caller']).toBe(person.accessToken);
    expect(lastSeen().headers['authorization']).toBeUndefined();
    await askUpstream(gateway, '/graphql/strict', '{ shop }', { headers: { 'x-caller': 'forged' } });
    expect(lastSeen().headers['x-caller']).toBeUndefined();
  });

  it('of the other headers only those that are named go on, with the trace and the id of the request', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await ask('{ shop }', {
      headers: { 'x-tenant': 'blue', 'x-other': 'no', cookie: 'a=b', traceparent, connection: 'close' },
    });
    const { headers } = lastSeen();
    expect(headers).toMatchObject({ 'x-tenant': 'blue', traceparent });
    expect(headers['x-request-id']).toBe(answer.headers.get('x-request-id'));
    expect([headers['x-other'], headers['cookie']]).toEqual([undefined, undefined]);
  });
});

describe('UNAUTHENTICATED and its like', () => {
  it('a session that was ended is refused at the next request', async () => {
    const other = await signUp(gateway);
    expect((await ask('{ orders { id } }', other)).errors).toBeUndefined();
    await gateway.api.call(SignOutDocument, { refreshToken: other.refreshToken } as never, other);
    const after = await ask('{ orders { id } }', other);
    expect(after.errors?.[0]?.extensions).toMatchObject({ code: 'TOKEN_INVALID' });
    expect(after.headers.get('www-authenticate')).toContain('invalid_token');
  });

  it('a token that is not good stops no field that is open', async () => {
    expect((await ask('{ shop }', { accessToken: 'nonsense' })).data).toEqual({ shop: 'open' });
  });

  it('a cookie counts from our own pages, and not from those of strangers', async () => {
    const cookie = `accessToken=${person.accessToken}`;
    expect((await ask('{ orders { id } }', { headers: { cookie } })).errors).toBeUndefined();
    const foreign = await ask('{ shop }', { headers: { cookie, origin: 'https://evil.example' } });
    expect([foreign.status, foreign.errors?.[0]?.extensions?.['code']]).toEqual([403, 'FORBIDDEN']);
  });
});

describe('BAD_USER_INPUT and its like', () => {
  it('a document that does not parse, does not fit or asks for too much never leaves the gateway', async () => {
    const before = yoga.seen.length;
    const codes = [];
    for (const query of ['{', '{ nothing }', `{ ${'a: shop '.repeat(2_000)} }`]) {
      const { status, errors } = await ask(query);
      codes.push([status, errors?.[0]?.extensions?.['code']]);
    }
    expect(codes).toEqual([
      [400, 'GRAPHQL_PARSE_FAILED'],
      [400, 'GRAPHQL_VALIDATION_FAILED'],
      [400, 'OPERATION_TOO_COMPLEX'],
    ]);
    expect(yoga.seen).toHaveLength(before);
  });

  it.each<[string, object | undefined, string | undefined]>([
    ['a list of operations', [{ query: '{ shop }' }], undefined],
    ['no operation', {}, undefined],
    ['variables that are none', { query: '{ shop }', variables: [] }, undefined],
    ['another type of body', { query: '{ shop }' }, 'text/plain'],
  ])('%s is refused', async (_name, body, type) => {
    const response = await fetch(`${gateway.url}/graphql/orders`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': type ?? 'application/json' },
    });
    expect([response.status, (await readAnswer(response)).errors?.[0]?.extensions?.['code']]).toEqual([
      type === undefined ? 400 : 415,
      'BAD_REQUEST',
    ]);
  });

  it('a body that is too large is refused, and the connection goes on', async () => {
    const { status } = await ask('{ shop }', { variables: { text: 'x'.repeat(200_000) } });
    expect(status).toBe(413);
  });
});

describe('onDenied: refuse', () => {
  it('refuses the whole operation, before the upstream is asked', async () => {
    const before = yoga.seen.length;
    const answer = await askUpstream(gateway, '/graphql/strict', '{ shop margin }', person);
    expect([answer.status, answer.data]).toEqual([403, undefined]);
    expect(answer.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
    expect(yoga.seen).toHaveLength(before);
  });
});

describe('introspection', () => {
  const question = '{ __schema { queryType { fields { name } } } __type(name: "Order") { fields { name } } }';

  it('is answered here, and shows each caller what they may see', async () => {
    const before = yoga.seen.length;
    const namesOf = async (who?: SignedUp) => {
      const { data } = await ask(question, who);
      return JSON.stringify(data);
    };
    expect(await namesOf()).not.toMatch(/margin|cost/);
    expect(await namesOf(admin)).toMatch(/margin.*cost/);
    expect(yoga.seen).toHaveLength(before);
  });

  it('is refused where it is off, and errors name nothing', async () => {
    const answer = await askUpstream(gateway, '/graphql/strict', question);
    expect(answer.status).toBe(400);
    expect(answer.text).not.toMatch(/margin|cost|orders/);
    expect((await askUpstream(gateway, '/graphql/strict', '{ margi }')).text).not.toContain('margin');
  });
});

describe('documents', () => {
  const extensions = (query: string) => ({
    persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(query).digest('hex') },
  });

  it('are kept by their hash where callers may have that', async () => {
    const query = '{ echo(text: "kept") }';
    const byHash = { body: { extensions: extensions(query) } };
    const unknown = await ask('', byHash);
    expect([unknown.status, unknown.errors?.[0]?.message]).toEqual([200, 'PersistedQueryNotFound']);
    expect((await ask('', { body: { query, extensions: extensions(query) } })).data).toEqual({
      echo: 'kept',
    });
    expect((await ask('', byHash)).data).toEqual({ echo: 'kept' });
    const forged = await ask('', { body: { query: '{ shop }', extensions: extensions(query) } });
    expect(forged.status).toBe(400);
    expect((await ask('', byHash)).data).toEqual({ echo: 'kept' });
  });

  it('of a trusted list are the only ones where there is one', async () => {
    const listed = (body: object) => askUpstream(gateway, '/graphql/listed', '', { body });
    expect((await listed({ documentId: trustedHash })).data).toEqual({ shop: 'open' });
    expect((await listed({ documentId: `sha256:${trustedHash}` })).data).toEqual({ shop: 'open' });
    expect((await listed({ extensions: extensions(trusted) })).data).toEqual({ shop: 'open' });
    expect((await listed({ query: trusted })).status).toBe(400);
    expect((await listed({ documentId: trustedHash, query: '{ margin }' })).data).toEqual({ shop: 'open' });
  });
});

describe('the schema', () => {
  it('is read anew without dropping a request; a bad one is told, and the old one stays', async () => {
    let isOver = false;
    const statuses = new Set<number>();
    const traffic = (async () => {
      while (!isOver) statuses.add((await ask('{ shop }')).status);
    })();
    writeFileSync(sdlFile, `${sdl} extend type Query { later: String }`);
    gateway.reload();
    const fields = '{ __type(name: "Query") { fields { name } } }';
    await until('the new field is there', async () => (await ask(fields)).text.includes('later'));
    expect(gateway.logLines.some((line) => line.includes('upstream.schema-changed'))).toBe(true);
    writeFileSync(sdlFile, `${sdl} extend type Query { worse: String @auth(roles: ["NOBODY"]) }`);
    gateway.reload();
    const refused = () => gateway.logLines.find((line) => line.includes('is not taken'));
    await until('it is told', () => refused() !== undefined);
    expect(refused()).toMatch(/cannot be guarded.*Query\.worse.*NOBODY/);
    expect(gateway.logLines.some((line) => line.includes('upstream.schema-refused'))).toBe(true);
    isOver = true;
    await traffic;
    expect([...statuses]).toEqual([200]);
  });

  it('that is wrong at the start stops it, with its name and place', async () => {
    const [, config = ''] = writeFiles({
      'bad.graphql': 'type Query {\n  a: String @auth(roles: ["NOBODY"])\n}',
      'upstreams.yaml': `upstreams: [{ name: bad, url: "${yoga.url}", sdl: bad.graphql }]`,
    });
    await expect(startTestGateway({ UPSTREAMS: config })).rejects.toThrow(/bad.*2:\d+.*Query\.a/s);
  });

  it('is asked of the upstream itself where that is set', async () => {
    const [config = ''] = writeFiles({
      'upstreams.yaml': `upstreams: [{ name: asked, url: "${yoga.url}", sdl: { from: introspection } }]`,
    });
    const other = await startTestGateway({ UPSTREAMS: config });
    try {
      expect((await askUpstream(other, '/graphql/asked', '{ shop }')).data).toEqual({ shop: 'open' });
    } finally {
      await other.stop();
    }
  });
});

describe('settings', () => {
  it('are off: nothing is at the path', async () => {
    expect(parseConfig({}).upstreams).toBeUndefined();
    expect((await askUpstream(gateway, '/graphql/nothing', '{ shop }')).status).toBe(404);
  });

  it('the path takes no other method, and tells pages of our own that they may ask', async () => {
    const put = await fetch(`${gateway.url}/graphql/orders`, { method: 'PUT', body: '{}' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, POST']);
    const preflight = await fetch(`${gateway.url}/graphql/orders`, {
      method: 'OPTIONS',
      headers: { origin: 'http://localhost:3000', 'access-control-request-method': 'POST' },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  });
});
