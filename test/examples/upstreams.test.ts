/** Servers in other languages behind the gateway, which know nothing of it: what each says on the wire is its library's. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

import {
  type CommandLine,
  type ExampleProcess,
  runInExample,
  startExample,
} from '../harness/example-process.js';
import { until } from '../harness/gateway-process.js';
import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { makeAdmin, type SignedUp, signUp } from '../harness/people.js';
import { missingPrograms } from '../harness/programs.js';
import { claimsOf } from '../harness/token.js';
import { type AskOptions, askUpstream, writeFiles } from '../harness/upstream.js';

/** What both serve, with what is asked of callers. */
const sdl = `
  scalar Upload
  type Query {
    shop: String!
    caller: String! @auth
    orders: [Order!]! @auth
    margin: Float @auth(roles: ["ADMIN"])
  }
  type Mutation {
    place(item: String!): Order @auth
    store(file: Upload!): String @auth
    wipe: Boolean @auth(roles: ["ADMIN"])
  }
  type Subscription { ticks(count: Int!): Tick! @auth endless: Tick! @auth }
  interface Node { id: ID! }
  type Order implements Node { id: ID! item: String! cost: Float @auth(roles: ["ADMIN"]) broken: String }
  type Tick { n: Int! cost: Float @auth(roles: ["ADMIN"]) }
`;

interface Server {
  readonly folder: string;
  readonly programs: readonly string[];
  readonly install: readonly CommandLine[];
  readonly start: CommandLine;
  /** What it speaks for subscriptions. */
  readonly subscriptions: readonly ('sse' | 'ws')[];
}

const folder = '../test/examples/upstreams';
const servers: readonly Server[] = [
  {
    folder: `${folder}/strawberry`,
    programs: ['python3'],
    install: [
      ['python3', '-m', 'venv', '.venv'],
      ['.venv/bin/pip', 'install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'],
    ],
    start: ['.venv/bin/python', 'server.py'],
    subscriptions: ['ws'],
  },
  {
    folder: `${folder}/gqlgen`,
    programs: ['go'],
    install: [
      ['go', 'tool', 'gqlgen'],
      ['go', 'build', '-o', 'bin/gqlgen-upstream', '.'],
    ],
    start: ['bin/gqlgen-upstream'],
    subscriptions: ['sse', 'ws'],
  },
];

for (const server of servers) {
  const missing = missingPrograms(server.programs);
  const name = server.folder.slice(folder.length + 1);
  describe(`${name} behind the gateway`, () => {
    if (missing.length > 0)
      it.skip(`was not tested: ${missing.join(', ')} is not installed here`, () => undefined);
    else testServer(server);
  });
}

interface Stage {
  readonly upstream: ExampleProcess;
  readonly gateway: TestGateway;
  readonly person: SignedUp;
  readonly admin: SignedUp;
  ask(query: string, options?: AskOptions): ReturnType<typeof askUpstream>;
}

/** At /graphql/sse and /graphql/ws, which differ in how subscriptions are opened. */
async function setStage({ folder, install, start, subscriptions }: Server): Promise<Stage> {
  for (const command of install) await runInExample(folder, command);
  const upstream = await startExample(folder, start, {});
  const entry = (way: string) =>
    `  - { name: ${way}, url: "${upstream.url}/graphql", sdl: shop.graphql, subscriptions: ${way} }`;
  const [, config = ''] = writeFiles({
    'shop.graphql': sdl,
    'upstreams.yaml': `upstreams:\n${subscriptions.map(entry).join('\n')}`,
  });
  const gateway = await startTestGateway({ UPSTREAMS: config });
  const [person, admin] = [await signUp(gateway), await signUp(gateway)];
  await makeAdmin(gateway, admin);
  const ask: Stage['ask'] = (query, options) => askUpstream(gateway, '/graphql/ws', query, options);
  return { upstream, gateway, person, admin, ask };
}

function testServer(server: Server): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(server);
  }, 900_000);
  afterAll(async () => {
    await stage.gateway.stop();
    await stage.upstream.stop();
  });

  it('answers what nobody guards, and what a caller may read', async () => {
    const { ask, person, admin } = stage;
    expect((await ask('{ shop }')).data).toEqual({ shop: 'open' });
    expect((await ask('{ orders { id item } }', person)).data).toEqual({
      orders: [
        { id: '1', item: 'tea' },
        { id: '2', item: 'milk' },
      ],
    });
    expect((await ask('{ margin orders { cost } }', admin)).data).toEqual({
      margin: 0.4,
      orders: [{ cost: 7 }, { cost: 7 }],
    });
  });

  it('is told who asks, by a token for it alone', async () => {
    const { data } = await stage.ask('{ caller }', stage.person);
    expect(claimsOf(String(data?.['caller']))).toMatchObject({ aud: 'ws', sub: stage.person.userId });
  });

  it('has refused fields as null, with their paths, beside its own errors with theirs', async () => {
    const answer = await stage.ask('{ orders { id cost broken } margin }', stage.person);
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      orders: [
        { id: '1', cost: null, broken: null },
        { id: '2', cost: null, broken: null },
      ],
      margin: null,
    });
    const told = answer.errors?.map(({ message, path, extensions }) => ({
      path,
      says: extensions?.['code'] === 'FORBIDDEN' ? 'FORBIDDEN' : message,
    }));
    expect(told).toHaveLength(5);
    for (const [index, id] of ['1', '2'].entries()) {
      expect(told).toContainEqual({ path: ['orders', index, 'broken'], says: `order ${id} is broken` });
      expect(told).toContainEqual({ path: ['orders', index, 'cost'], says: 'FORBIDDEN' });
    }
    expect(told).toContainEqual({ path: ['margin'], says: 'FORBIDDEN' });
  });

  testMutations(() => stage);
  describe.each(server.subscriptions)('subscribes by %s', (way) => {
    testSubscriptions(() => stage, way);
  });
}

function testMutations(current: () => Stage): void {
  it('runs mutations, and none that is refused', async () => {
    const { ask, person, admin, upstream } = current();
    const answer = await ask(
      'mutation ($item: String!) { place(item: $item) { ... on Node { id } item cost } wipe }',
      { ...person, variables: { item: 'bread' } },
    );
    expect(answer.data).toEqual({ place: { id: '3', item: 'bread', cost: null }, wipe: null });
    expect(answer.errors?.map(({ path }) => path)).toEqual(
      expect.arrayContaining([['place', 'cost'], ['wipe']]),
    );
    expect(upstream.output).not.toContain('wiped');
    expect((await ask('mutation { wipe }', admin)).data).toEqual({ wipe: true });
    await until('it says so', () => upstream.output.includes('wiped'));
  });

  it('takes files', async () => {
    const { gateway, person } = current();
    const form = new FormData();
    const query = 'mutation ($file: Upload!) { store(file: $file) }';
    form.append('operations', JSON.stringify({ query, variables: { file: null } }));
    form.append('map', '{"0":["variables.file"]}');
    form.append('0', new Blob(['what is in it'], { type: 'text/plain' }), 'a.txt');
    const send = async (headers: Record<string, string>) => {
      const response = await fetch(`${gateway.url}/graphql/ws`, {
        method: 'POST',
        body: form,
        headers,
      });
      return (await response.json()) as { data: unknown; errors?: { extensions: { code: string } }[] };
    };
    const authorization = `Bearer ${person.accessToken}`;
    expect(await send({ authorization })).toEqual({ data: { store: 'a.txt: what is in it' } });
    expect((await send({})).errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
  });
}

function testSubscriptions(current: () => Stage, way: string): void {
  let client: Client;
  beforeAll(() => {
    const { gateway, person } = current();
    client = createClient({
      url: `${gateway.url.replace('http', 'ws')}/graphql/${way}`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${person.accessToken}` },
      retryAttempts: 0,
    });
  });
  afterAll(() => client.dispose());

  it('and each event is cut as any answer is', async () => {
    const heard: unknown[] = [];
    for await (const event of client.iterate({ query: 'subscription { ticks(count: 2) { n cost } }' }))
      heard.push(event);
    expect(heard).toMatchObject(
      [1, 2].map((n) => ({
        data: { ticks: { n, cost: null } },
        errors: [{ path: ['ticks', 'cost'], extensions: { code: 'FORBIDDEN' } }],
      })),
    );
  });

  it('and learns that its subscriber has gone', async () => {
    const before = current().upstream.output.split('left').length;
    for await (const event of client.iterate({ query: 'subscription { endless { n } }' })) {
      expect(event).toEqual({ data: { endless: { n: 1 } } });
      break;
    }
    await until('it says so', () => current().upstream.output.split('left').length > before);
  });
}
