#!/usr/bin/env bash
# Expected: Mercurius' docs/http.md: "When a GraphQL input document is invalid and fails GraphQL validation, the HTTP Status
#   Code is 400 Bad Request". So does the GraphQL-over-HTTP draft for application/graphql-response+json.
# Seen, in Mercurius 16.10.1: so it is for one mistake. A document with two unknown fields, or a sign-up with two variables that
#   its scalars refuse, is answered with status 200 (same body, data null, whatever Accept says): the status is taken over
#   from the error only where there is exactly one.
# Means: a dashboard or proxy that counts refused sign-ups by status misses those with more than one mistake, and a client that
#   branches on 400 takes them for answers. Go by `errors`, or give an errorFormatter that sets the status.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund mercurius@16.10.1 fastify@5.12.8 graphql@16.15.0 >>npm.log 2>&1
grep -B1 -A3 'fails GraphQL validation' node_modules/mercurius/docs/http.md

cat >ask.mjs <<'JS'
import fastify from 'fastify';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';

const scalar = (name, pattern) =>
  new GraphQLScalarType({
    name,
    parseValue(value) {
      if (pattern.test(value)) return value;
      throw new GraphQLError(`not of ${name}`, { extensions: { code: 'BAD_USER_INPUT' } });
    },
  });
const app = fastify();
app.register(mercurius, {
  schema: 'scalar Email scalar Username type Query { me: ID } type Mutation { signUp(email: Email!, username: Username!): ID }',
  resolvers: { Email: scalar('Email', /@/), Username: scalar('Username', /^\w+$/), Mutation: { signUp: () => '1' } },
});
const query = 'mutation ($email: Email!, $username: Username!) { signUp(email: $email, username: $username) }';
const requests = {
  'one unknown field': { query: '{ you }' },
  'two unknown fields': { query: '{ you they }' },
  'nothing wrong': { query, variables: { email: 'ada@example.com', username: 'ada' } },
  'one bad variable': { query, variables: { email: 'ada', username: 'ada' } },
  'two bad variables': { query, variables: { email: 'ada', username: 'a d a' } },
};
for (const [what, payload] of Object.entries(requests))
  for (const accept of ['application/json', 'application/graphql-response+json']) {
    const response = await app.inject({ method: 'POST', url: '/graphql', headers: { accept }, payload });
    const { errors = [] } = response.json();
    console.log(`${what}, ${accept}: ${response.statusCode}, errors: ${errors.length}`);
  }
await app.close();
JS

echo "node $(node --version), mercurius 16.10.1, fastify 5.12.8, graphql 16.15.0"
timeout 60 node ask.mjs | tee seen
cat >expected <<'TXT'
one unknown field, application/json: 400, errors: 1
one unknown field, application/graphql-response+json: 400, errors: 1
two unknown fields, application/json: 200, errors: 2
two unknown fields, application/graphql-response+json: 200, errors: 2
nothing wrong, application/json: 200, errors: 0
nothing wrong, application/graphql-response+json: 200, errors: 0
one bad variable, application/json: 400, errors: 1
one bad variable, application/graphql-response+json: 400, errors: 1
two bad variables, application/json: 200, errors: 2
two bad variables, application/graphql-response+json: 200, errors: 2
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
