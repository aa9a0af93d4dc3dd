#!/usr/bin/env bash
# Expected: a stitched schema hands on the errors of its subschema, `extensions.code` included, however many there are.
# Seen, with @graphql-tools/stitch 10.3.1: where a subschema answers with one error for a field, the code comes through. Where it
#   answers with two (a sign-up whose email and username are both refused by their scalars), they become one error, whose
#   message is both joined by a comma and which has no extensions: in graphql 16.15.0 no code, in Apollo Server 5.5.1
#   INTERNAL_SERVER_ERROR. GraphQL Yoga 5.24.1 takes the same schema's error apart again and tells both with their codes.
# Means: behind such a gateway a form with one mistake is told BAD_USER_INPUT, one with two is told that the server broke, and
#   somebody is called. In a formatError or a plugin take `originalError.errors` apart, or serve the schema by Yoga.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @graphql-tools/stitch@10.3.1 @graphql-tools/schema@10.1.5 graphql@16.15.0 @apollo/server@5.5.1 \
  graphql-yoga@5.24.1 >>npm.log 2>&1

cat >sign-up.mjs <<'JS'
import { ApolloServer } from '@apollo/server';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { stitchSchemas } from '@graphql-tools/stitch';
import { buildSchema, execute, graphql, GraphQLError, GraphQLScalarType, printSchema } from 'graphql';
import { createYoga } from 'graphql-yoga';

const scalar = (name, pattern) =>
  new GraphQLScalarType({
    name,
    parseValue(value) {
      if (pattern.test(value)) return value;
      throw new GraphQLError(`not of ${name}`, { extensions: { code: 'BAD_USER_INPUT' } });
    },
  });
const accounts = makeExecutableSchema({
  typeDefs: 'scalar Email scalar Username type Query { me: ID } type Mutation { signUp(email: Email!, username: Username!): ID }',
  resolvers: { Email: scalar('Email', /@/), Username: scalar('Username', /^\w+$/), Mutation: { signUp: () => '1' } },
});
// As over HTTP: the gateway knows the SDL alone, and what it gets is JSON.
const executor = async ({ document, variables }) =>
  JSON.parse(JSON.stringify(await execute({ schema: accounts, document, variableValues: variables })));
const schema = stitchSchemas({ subschemas: [{ schema: buildSchema(printSchema(accounts)), executor }] });

const query = 'mutation ($email: Email!, $username: Username!) { signUp(email: $email, username: $username) }';
const apollo = new ApolloServer({ schema, includeStacktraceInErrorResponses: false });
const yoga = createYoga({ schema, logging: false });
const servers = {
  'not stitched': (variableValues) => graphql({ schema: accounts, source: query, variableValues }),
  'stitched, graphql': (variableValues) => graphql({ schema, source: query, variableValues }),
  'stitched, Apollo Server': async (variables) => (await apollo.executeOperation({ query, variables })).body.singleResult,
  'stitched, Yoga': async (variables) => {
    const body = JSON.stringify({ query, variables });
    const headers = { 'content-type': 'application/json' };
    return (await yoga.fetch('http://localhost/graphql', { method: 'POST', headers, body })).json();
  },
};
const forms = { 'one mistake': { email: 'ada', username: 'ada' }, 'two mistakes': { email: 'ada', username: 'a d a' } };
for (const [server, answer] of Object.entries(servers))
  for (const [form, variables] of Object.entries(forms)) {
    const { errors } = await answer(variables);
    console.log(`${server}, ${form}: ${errors.map(({ extensions }) => extensions?.code ?? 'no code').join(', ')}`);
  }
await apollo.stop();
JS

echo "node $(node --version), @graphql-tools/stitch 10.3.1, graphql 16.15.0, @apollo/server 5.5.1, graphql-yoga 5.24.1"
timeout 60 node sign-up.mjs | tee seen
cat >expected <<'TXT'
not stitched, one mistake: BAD_USER_INPUT
not stitched, two mistakes: BAD_USER_INPUT, BAD_USER_INPUT
stitched, graphql, one mistake: BAD_USER_INPUT
stitched, graphql, two mistakes: no code
stitched, Apollo Server, one mistake: BAD_USER_INPUT
stitched, Apollo Server, two mistakes: INTERNAL_SERVER_ERROR
stitched, Yoga, one mistake: BAD_USER_INPUT
stitched, Yoga, two mistakes: BAD_USER_INPUT, BAD_USER_INPUT
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
