#!/usr/bin/env bash
# Expected: a query with `network-only`, asked with another person's token, makes a request of its own, also while the same query of the
#   person before is under way.
# Seen: @apollo/client 4.3.8 and @urql/core 6.0.3 share the request that is under way: they compare document and variables, not the
#   headers, so Bob is shown Ada's answer. `clearStore()` of Apollo ends that. urql shares without any cache exchange.
# Means: emptying the cache after a sign-out is not only for what lies in it. With Apollo call `clearStore()` before somebody else signs in
#   (`cache.reset()` does not do it); with urql make a new Client.
# Needs node with npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

echo '{ "name": "shop", "private": true, "type": "module" }' >package.json
npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @apollo/client@4.3.8 @urql/core@6.0.3 graphql@16.11.0 rxjs@7.8.2

cat >ask.js <<'JS'
import { createServer } from 'node:http';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client/core';
import { SetContextLink } from '@apollo/client/link/context';
import { Client, fetchExchange } from '@urql/core';

// Answers with who asks, once it is let.
let who = 'Ada';
let waiting = [];
let arrived;
const server = createServer((request, response) => {
  const data = { me: { __typename: 'User', id: request.headers.authorization } };
  const answer = () => response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  waiting.push(answer);
  arrived?.();
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}/graphql`;
const query = gql`{ me { id } }`;

async function compare(name, ask, between = () => undefined) {
  [who, waiting] = ['Ada', []];
  const first = new Promise((resolve) => (arrived = resolve));
  const ada = ask().catch(() => 'an error');
  await first;
  await between();
  who = 'Bob';
  const bob = ask();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const requests = waiting.length;
  for (const answer of waiting) answer();
  console.log(`${name}: ${requests} request(s), Ada is shown ${await ada}, Bob is shown ${await bob}`);
}

const authorize = new SetContextLink(({ headers }) => ({ headers: { ...headers, authorization: who } }));
const apollo = new ApolloClient({ link: authorize.concat(new HttpLink({ uri: url })), cache: new InMemoryCache() });
const askApollo = () => apollo.query({ query, fetchPolicy: 'network-only' }).then(({ data }) => data.me.id);
const fetchOptions = () => ({ headers: { authorization: who } });
const urql = new Client({ url, fetchOptions, exchanges: [fetchExchange], preferGetMethod: false });
const askUrql = () => urql.query(query, {}, { requestPolicy: 'network-only' }).toPromise().then(({ data }) => data.me.id);

await compare('Apollo Client', askApollo);
await compare('Apollo Client, cache.reset() between', askApollo, () => apollo.cache.reset());
await compare('Apollo Client, clearStore() between', askApollo, () => apollo.clearStore());
await compare('urql', askUrql);
process.exit();
JS
timeout 60 node ask.js | tee seen

cat >expected <<'TXT'
Apollo Client: 1 request(s), Ada is shown Ada, Bob is shown Ada
Apollo Client, cache.reset() between: 1 request(s), Ada is shown Ada, Bob is shown Ada
Apollo Client, clearStore() between: 2 request(s), Ada is shown an error, Bob is shown Bob
urql: 1 request(s), Ada is shown Ada, Bob is shown Ada
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
