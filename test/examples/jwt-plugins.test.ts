/** The JWT plugins of GraphQL Yoga and of Hive Gateway, which verify by jsonwebtoken and jwks-rsa: what they take of each algorithm. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, it } from '@jest/globals';

import { startTestGateway } from '../harness/gateway.js';
import { inNewFolder, installIn, lastLine } from '../harness/hostile-tools.js';
import { signUp } from '../harness/people.js';
import { replicaOf } from '../harness/replica.js';

/** Asks both for who calls, with each token that is named, and tells status and answer. */
const program = `
import { buildSubgraphSchema } from '@apollo/subgraph';
import { createGatewayRuntime } from '@graphql-hive/gateway-runtime';
import useHiveJWT from '@graphql-mesh/plugin-jwt-auth';
import { createRemoteJwksSigningKeyProvider, useJWT } from '@graphql-yoga/plugin-jwt';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { createSchema, createYoga } from 'graphql-yoga';
import { createServer } from 'node:http';

const [issuer, algorithm, tokens] = process.argv.slice(2);
const jwt = () => ({
  signingKeyProviders: [createRemoteJwksSigningKeyProvider({ jwksUri: issuer + '/.well-known/jwks.json' })],
  tokenVerification: { issuer, audience: 'portcullis', algorithms: [algorithm] },
  reject: { missingToken: false, invalidToken: true },
});

const yoga = createYoga({
  logging: false,
  schema: createSchema({
    typeDefs: 'type Query { me: ID }',
    resolvers: { Query: { me: (_parent, _args, { jwt }) => jwt?.payload.sub } },
  }),
  plugins: [useJWT(jwt())],
});

const typeDefs = parse('type Query { me: ID }');
const subgraph = createYoga({
  logging: false,
  schema: buildSubgraphSchema([
    { typeDefs, resolvers: { Query: { me: (_parent, _args, { params }) => params.extensions?.jwt?.payload.sub } } },
  ]),
});
const server = createServer(subgraph).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const url = 'http://127.0.0.1:' + server.address().port + '/graphql';
const hive = createGatewayRuntime({
  supergraph: composeServices([{ name: 'who', url, typeDefs }]).supergraphSdl,
  logging: false,
  plugins: () => [useHiveJWT({ ...jwt(), forward: { payload: true } })],
});

const ask = async ({ fetch }, token) => {
  const authorization = token && { authorization: 'Bearer ' + token };
  const headers = { 'content-type': 'application/json', ...authorization };
  const answer = await fetch('http://localhost/graphql', { method: 'POST', headers, body: '{"query":"{ me }"}' });
  const { data } = await answer.json();
  return [answer.status, data?.me ?? null];
};
const told = {};
for (const [name, asked] of Object.entries({ yoga, hive })) {
  told[name] = {};
  for (const [kind, token] of Object.entries(JSON.parse(tokens))) told[name][kind] = await ask(asked, token);
}
console.log(JSON.stringify(told));
process.exit(0);
`;

const packages = [
  ...[
    'graphql-yoga@5.24',
    '@graphql-yoga/plugin-jwt@3.18',
    '@graphql-mesh/plugin-jwt-auth@2.0',
    'graphql@16',
  ],
  ...['@graphql-hive/gateway-runtime@2.12', '@graphql-mesh/transport-http@1.2', '@apollo/subgraph@2.14'],
  '@theguild/federation-composition@0.27',
];

type Run = Awaited<ReturnType<typeof installIn>>;

async function tellOf(run: Run, algorithm: string) {
  const [gateway, stranger] = [
    await startTestGateway({ SIGNING_ALGORITHM: algorithm }),
    await startTestGateway({ SIGNING_ALGORITHM: algorithm }),
  ];
  try {
    const { accessToken: good, userId } = await signUp(gateway);
    const { accessToken: unknownKey } = await signUp(stranger);
    const tokens = JSON.stringify({ good, none: '', unknownKey });
    const output = await run('node', 'ask.mjs', replicaOf(gateway).PUBLIC_URL, algorithm, tokens);
    return { userId, told: JSON.parse(lastLine(output)) as unknown };
  } finally {
    await gateway.stop();
    await stranger.stop();
  }
}

it('take RS256 and ES256 once they are named, refuse EdDSA, and answer 500 for a key that they do not know', async () => {
  await inNewFolder(async (folder) => {
    const run = await installIn(folder, packages);
    await writeFile(join(folder, 'ask.mjs'), program);
    for (const algorithm of ['RS256', 'ES256']) {
      const { userId, told } = await tellOf(run, algorithm);
      const each = { good: [200, userId], none: [200, null], unknownKey: [500, null] };
      expect(told).toEqual({ yoga: each, hive: each });
    }
    const refused = { good: [401, null], none: [200, null], unknownKey: [500, null] };
    expect((await tellOf(run, 'EdDSA')).told).toEqual({ yoga: refused, hive: refused });
  });
}, 300_000);
