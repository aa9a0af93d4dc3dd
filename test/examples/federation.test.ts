/** The guard in subgraphs of the two libraries that Node has for them: what `_entities` looks up, and for whom. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, it } from '@jest/globals';

import { startTestGateway, type TestGateway } from '../harness/gateway.js';
import { inNewFolder, installIn, lastLine } from '../harness/hostile-tools.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.stop());

/** Serves one guarded and one open entity, and asks for both as nobody and with the token. */
const subgraphs = `
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { mercuriusFederationPlugin } from '@mercuriusjs/federation';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';
import fastify from 'fastify';
import { parse } from 'graphql';

const [issuer, token] = process.argv.slice(2);
const auth = authDirective(createGuard({ issuer, audience: 'portcullis' }));
const typeDefs = auth.typeDefs + \`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
  type Diary @key(fields: "id") @auth { id: ID! }
  type Note @key(fields: "id") { id: ID! }
  type Query { open: String }
\`;
let looked = [];
const look = (reference) => {
  looked.push(reference.__typename);
  return { ...reference };
};
const resolvers = { Diary: { __resolveReference: look }, Note: { __resolveReference: look } };
const host = '127.0.0.1';

async function startApollo() {
  const schema = auth.transform(buildSubgraphSchema([{ typeDefs: parse(typeDefs), resolvers }]));
  const server = new ApolloServer({ schema, includeStacktraceInErrorResponses: false });
  const listen = { host, port: 0 };
  const { url } = await startStandaloneServer(server, { listen, context: async ({ req }) => ({ req }) });
  return { url, stop: () => server.stop() };
}

// Makes every type anew, after which Mercurius puts back how references were looked up before all transforms.
const anew = (schema) => mapSchema(schema, { [MapperKind.OBJECT_FIELD]: (field) => ({ ...field }) });

async function startMercurius(...schemaTransforms) {
  const app = fastify();
  const context = (request) => ({ request });
  await app.register(mercuriusFederationPlugin, {
    schema: typeDefs,
    resolvers,
    context,
    schemaTransforms,
  });
  return { url: await app.listen({ host, port: 0 }) + '/graphql', stop: () => app.close() };
}

async function ask(url, type, headers = {}) {
  looked = [];
  const representation = '{ __typename: "' + type + '", id: 1 }';
  const query = '{ _entities(representations: [' + representation + ']) { ... on ' + type + ' { id } } }';
  const body = JSON.stringify({ query });
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
  const { data, errors = [] } = await response.json();
  return { found: data._entities, refused: errors.map(({ extensions }) => extensions.code), looked };
}

const told = {};
const starts = {
  apollo: startApollo,
  mercurius: () => startMercurius(auth.transform, anew),
  anew: () => startMercurius(anew, auth.transform),
};
for (const [name, start] of Object.entries(starts)) {
  const { url, stop } = await start();
  told[name] = {
    nobody: await ask(url, 'Diary'),
    caller: await ask(url, 'Diary', { authorization: 'Bearer ' + token }),
    open: await ask(url, 'Note'),
  };
  await stop();
}
console.log(JSON.stringify(told));
`;

const packages = [
  ...['@apollo/subgraph@2.15', '@apollo/server@5', '@mercuriusjs/federation@5', 'mercurius@16'],
  ...['fastify@5', 'graphql@16', '@graphql-tools/utils@13'],
];

it('an entity of a guarded type is looked up for those alone who may read it', async () => {
  await inNewFolder(async (folder) => {
    const run = await installIn(folder, packages, { guard: true });
    await writeFile(join(folder, 'subgraphs.mjs'), subgraphs);
    const { accessToken } = await signUp(gateway);
    const output = await run('node', 'subgraphs.mjs', replicaOf(gateway).PUBLIC_URL, accessToken);
    const entity = [{ id: '1' }];
    const each = {
      nobody: { found: [null], refused: ['UNAUTHENTICATED'], looked: [] },
      caller: { found: entity, refused: [], looked: ['Diary'] },
      open: { found: entity, refused: [], looked: ['Note'] },
    };
    expect(JSON.parse(lastLine(output))).toEqual({
      apollo: each,
      mercurius: each,
      anew: each,
    });
  });
}, 300_000);
