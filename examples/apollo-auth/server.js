import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { createGuard } from '@portcullis/guard';
import { authDirective } from '@portcullis/guard/graphql';

const {
  ISSUER = 'http://localhost:4000',
  AUDIENCE = 'portcullis',
  PORT = '3002',
  KEYS_MAX_AGE,
} = process.env;

const guard = createGuard({
  issuer: ISSUER,
  audience: AUDIENCE,
  ...(KEYS_MAX_AGE && { keyPollSeconds: Number(KEYS_MAX_AGE) }),
});
const auth = authDirective(guard, { roles: ['USER', 'ADMIN'] });

const typeDefs = `
  type Query {
    public: String!
    me: Caller
    admin: Report
    address: String @auth(verified: true)
  }

  type Caller @auth {
    userId: ID!
    roles: [Role!]!
  }

  type Report @auth(roles: [ADMIN]) {
    title: String!
  }
`;

const resolvers = {
  Query: {
    public: () => 'Anybody may read this.',
    me: async (_parent, _args, context) => (await auth.claims(context)) ?? {},
    admin: () => ({ title: 'Admins may read this.' }),
    address: async (_parent, _args, context) => (await auth.claims(context)).email,
  },
};

const schema = auth.transform(makeExecutableSchema({ typeDefs: [auth.typeDefs, typeDefs], resolvers }));
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { port: Number(PORT) },
  context: async ({ req }) => ({ req }),
});
console.log(url);
