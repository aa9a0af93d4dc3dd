/** The shop: an upstream with something for everybody, something for people and something for admins, behind a gateway. */
import { createHash } from 'node:crypto';

import { startTestGateway, type TestGateway } from './gateway.js';
import { makeAdmin, type SignedUp, signUp } from './people.js';
import { startYoga, writeFiles, type YogaUpstream } from './upstream.js';

export const shopSdl = `
  scalar File
  type Query {
    shop: String!
    orders: [Order!]! @auth
    margin: Float @auth(roles: ["ADMIN"])
    big(size: Int!): String
    echo(text: String): String
    fails: String
  }
  type Mutation {
    store(file: File!): String
    hide(file: File!): String @auth(roles: ["ADMIN"])
    place(item: String!): Order! @auth
    wipe: Boolean @auth(roles: ["ADMIN"])
  }
  type Order { id: ID! item: String! cost: Float @auth(roles: ["ADMIN"]) }
`;

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
    wipe: () => true,
    store: async (_: unknown, { file }: { file: File }) => `${file.name}: ${await file.text()}`,
  },
};

/** The documents that the upstream `listed` takes. */
export const trustedDocument = '{ shop }';
export const trustedHash = createHash('sha256').update(trustedDocument).digest('hex');
const otherTrustedDocument = '{ shop fails }';
export const otherTrustedHash = createHash('sha256').update(otherTrustedDocument).digest('hex');

export interface Shop {
  readonly yoga: YogaUpstream;
  readonly gateway: TestGateway;
  readonly person: SignedUp;
  readonly admin: SignedUp;
  /** To be written anew. */
  readonly sdlFile: string;
  stop(): Promise<void>;
}

/** The same server three times, at /graphql/orders, /graphql/strict and /graphql/listed. */
export async function openShop(): Promise<Shop> {
  const yoga = await startYoga(shopSdl, resolvers);
  const [sdlFile = '', config = ''] = writeFiles({
    'orders.graphql': shopSdl,
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
    limits: { aliases: 2 }
  - name: listed
    url: ${yoga.url}
    sdl: orders.graphql
    documents: { file: documents.json }
`,
    'documents.json': JSON.stringify({
      [trustedHash]: trustedDocument,
      // As GraphQL over HTTP names them.
      [`sha256:${otherTrustedHash}`]: otherTrustedDocument,
    }),
  });
  const gateway = await startTestGateway({ UPSTREAMS: config, ACCESS_COOKIE: 'true' }).catch(
    async (reason: unknown) => {
      await yoga.stop();
      throw reason;
    },
  );
  const person = await signUp(gateway);
  const admin = await signUp(gateway);
  await makeAdmin(gateway, admin);
  return {
    ...{ yoga, gateway, person, admin, sdlFile },
    async stop() {
      await gateway.stop();
      await yoga.stop();
    },
  };
}
