/** The gateway as a subgraph beside another one: composed by the composer of Apollo and of Hive, run by the gateways of both. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { inNewFolder, installIn, lastLine } from '../harness/hostile-tools.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

const RESOURCE_SERVERS = 'router:its-own-credentials';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ SUBGRAPH: 'true', RESOURCE_SERVERS, INTROSPECTION: 'false' });
});
afterAll(() => gateway.stop());

/**
 * Orders, of which each has a buyer, and each user orders. Asked of both routers: as the one who calls, and with the router's own
 * credentials for the accounts.
 */
const program = `
import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import { composeServices as composeWithHive } from '@theguild/federation-composition';
import { parse } from 'graphql';

const [accountsUrl, issuer, token, credentials, ownId, otherId] = process.argv.slice(2);
const bearer = 'Bearer ' + token;
const basic = 'Basic ' + Buffer.from(credentials).toString('base64');
const post = async (url, body, headers = {}, send = fetch) => {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
  return (await send(url, init)).json();
};

const auth = authDirective(createGuard({ issuer, audience: 'portcullis' }), { roles: ['USER', 'ADMIN'] });
const typeDefs = auth.typeDefs + \`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { orders: [Order!]! @auth ordersBy(role: Role!): Int }
  type Order @key(fields: "id") { id: ID! buyer: User }
  type User @key(fields: "id") { id: ID! orders: [Order!]! @auth }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
\`;
const orders = [{ id: 1, buyer: { id: ownId } }, { id: 2, buyer: { id: otherId } }];
const resolvers = {
  Query: { orders: () => orders },
  User: { orders: ({ id }) => orders.filter(({ buyer }) => buyer.id === id) },
};
const ordersServer = new ApolloServer({
  schema: auth.transform(buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }])),
});
const listen = { host: '127.0.0.1', port: 0 };
const { url: ordersUrl } = await startStandaloneServer(ordersServer, { listen, context: async ({ req }) => ({ req }) });

const { data } = await post(accountsUrl, { query: '{ _service { sdl } }' }, { authorization: basic });
const subgraphs = [
  { name: 'accounts', url: accountsUrl, typeDefs: parse(data._service.sdl) },
  { name: 'orders', url: ordersUrl, typeDefs: parse(typeDefs) },
];
const compositions = { apollo: composeServices(subgraphs), hive: composeWithHive(subgraphs) };
const told = {};
for (const [name, { errors = [], supergraphSdl }] of Object.entries(compositions))
  told[name] = { errors: (errors ?? []).map(({ message }) => message), keepsAuth: /privateMetadata[^\\n]*@auth\\(roles: \\[ADMIN\\]\\)/.test(supergraphSdl) };

async function startApollo(forAccounts) {
  const buildService = ({ name, url }) =>
    new RemoteGraphQLDataSource({
      url,
      willSendRequest: ({ request, context }) =>
        context.authorization && request.http.headers.set('authorization', name === 'accounts' ? forAccounts : context.authorization),
    });
  const server = new ApolloServer({
    gateway: new ApolloGateway({ supergraphSdl: compositions.apollo.supergraphSdl, buildService, logger: { debug() {}, info() {}, warn() {}, error() {} } }),
  });
  const context = async ({ req }) => ({ authorization: req.headers.authorization });
  const { url } = await startStandaloneServer(server, { listen, context });
  return { ask: (body, headers) => post(url, body, headers), stop: () => server.stop() };
}

async function startHive(forAccounts) {
  const runtime = createGatewayRuntime({
    supergraph: compositions.hive.supergraphSdl,
    logging: false,
    propagateHeaders: {
      fromClientToSubgraphs: ({ request, subgraphName }) => {
        const authorization = request.headers.get('authorization');
        return authorization ? { authorization: subgraphName.toLowerCase() === 'accounts' ? forAccounts : authorization } : {};
      },
    },
  });
  return {
    ask: (body, headers) => post('http://localhost/graphql', body, headers, runtime.fetch),
    stop: () => runtime[Symbol.asyncDispose](),
  };
}

const query = '{ orders { id buyer { id email } } }';
const backwards = '{ me { email orders { id } } }';
const summary = ({ data, errors = [] }) => ({ data, codes: errors.map(({ extensions, message }) => extensions?.code ?? message) });
for (const [name, start] of Object.entries({ apollo: startApollo, hive: startHive })) {
  const asCaller = await start(bearer);
  told[name].own = summary(await asCaller.ask({ query }, { authorization: bearer }));
  told[name].me = summary(await asCaller.ask({ query: backwards }, { authorization: bearer }));
  told[name].nobody = summary(await asCaller.ask({ query: '{ me { email } orders { id } }' }));
  await asCaller.stop();
  const asService = await start(basic);
  told[name].service = summary(await asService.ask({ query }, { authorization: bearer }));
  await asService.stop();
}
await ordersServer.stop();
console.log(JSON.stringify(told));
process.exit(0);
`;

const packages = [
  ...['@apollo/composition@2.14', '@apollo/gateway@2.14', '@apollo/subgraph@2.14', '@apollo/server@5'],
  ...['@graphql-hive/gateway-runtime@2.12', '@graphql-mesh/transport-http@1.2', 'graphql@16'],
  '@theguild/federation-composition@0.27',
];

it('is composed with another subgraph, and answers for each user as the caller may', async () => {
  await inNewFolder(async (folder) => {
    const run = await installIn(folder, packages, { guard: true });
    await writeFile(join(folder, 'supergraph.mjs'), program);
    const [own, other] = [await signUp(gateway), await signUp(gateway)];
    const { PUBLIC_URL } = replicaOf(gateway);
    const facts = [
      `${gateway.url}/graphql`,
      PUBLIC_URL,
      own.accessToken,
      RESOURCE_SERVERS,
      own.userId,
      other.userId,
    ];
    const output = await run('node', 'supergraph.mjs', ...facts);
    const buyer = { id: own.userId, email: own.email };
    const orders = (second: unknown) => ({
      orders: [
        { id: '1', buyer },
        { id: '2', buyer: second },
      ],
    });
    const each = {
      errors: [],
      keepsAuth: true,
      own: { data: orders(null), codes: ['FORBIDDEN'] },
      me: { data: { me: { email: own.email, orders: [{ id: '1' }] } }, codes: [] },
      nobody: { data: null, codes: ['UNAUTHENTICATED'] },
      service: { data: orders({ id: other.userId, email: other.email }), codes: [] },
    };
    expect(JSON.parse(lastLine(output))).toEqual({ apollo: each, hive: each });
  });
}, 300_000);
