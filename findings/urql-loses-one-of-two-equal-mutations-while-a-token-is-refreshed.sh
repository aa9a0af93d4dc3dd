#!/usr/bin/env bash
# Expected: two mutations that are under way at once are two, though document and variables are the same, as they are in urql while
#   the token is good. Once authExchange has a new token, both are sent (again), and both promises settle.
# Seen, with @urql/core 6.0.3 and @urql/exchange-auth 3.0.0: what waits for refreshAuth is kept by the key of the operation,
#   which is a hash of document and variables. Of two equal mutations one is sent with the new token; the promise of the
#   other never settles: no data, no error. With willAuthError it is the second that is lost, with didAuthError the first.
# Means: two presses on "invite" or "+ 1" after a pause longer than an access token are one and a spinner for ever. Give
#   such mutations a variable of their own (an idempotency key), or refresh before, outside of the exchange.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund graphql@16.15.0 wonka@6.3.6 @urql/core@6.0.3 @urql/exchange-auth@3.0.0 >>npm.log 2>&1

cat >press.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, fetchExchange, gql } from '@urql/core';
import { authExchange } from '@urql/exchange-auth';

let sent = [];
const server = createServer(async (request, response) => {
  for await (const _ of request);
  const token = request.headers.authorization;
  sent.push(token);
  const refused = { data: null, errors: [{ message: 'Sign in', extensions: { code: 'UNAUTHENTICATED' } }] };
  response.setHeader('content-type', 'application/json').end(JSON.stringify(token === 'new' ? { data: { invite: 'done' } } : refused));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/graphql`;

async function press(what, { token, isExpected, documents }) {
  sent = [];
  const auth = authExchange(async ({ appendHeaders }) => ({
    addAuthToOperation: (operation) => appendHeaders(operation, { authorization: token }),
    willAuthError: () => isExpected && token === 'old',
    didAuthError: (error) => error.graphQLErrors.some(({ extensions }) => extensions.code === 'UNAUTHENTICATED'),
    refreshAuth: async () => {
      await sleep(200);
      token = 'new';
    },
  }));
  const client = new Client({ url, preferGetMethod: false, exchanges: [auth, fetchExchange] });
  await sleep(50); // The exchange is set up.
  const told = documents.map((document) => {
    const answered = client.mutation(gql(document), {}).toPromise().then(({ data, error }) => data?.invite ?? error.message);
    return Promise.race([answered, sleep(3000, 'nothing')]);
  });
  console.log(`${what}: told ${(await Promise.all(told)).join(', ')}; sent ${sent.join(', ')}`);
}
const equal = ['mutation { invite }', 'mutation { invite }'];
const unequal = ['mutation One { invite }', 'mutation Two { invite }'];
await press('equal, token good', { token: 'new', documents: equal });
await press('unequal, token old', { token: 'old', documents: unequal });
await press('equal, token old', { token: 'old', documents: equal });
await press('equal, token known to be old', { token: 'old', isExpected: true, documents: equal });
server.close();
server.closeAllConnections();
JS

echo "node $(node --version), @urql/core 6.0.3, @urql/exchange-auth 3.0.0"
timeout 60 node press.mjs | tee seen
cat >expected <<'TXT'
equal, token good: told done, done; sent new, new
unequal, token old: told done, done; sent old, old, new, new
equal, token old: told nothing, done; sent old, old, new
equal, token known to be old: told done, nothing; sent new
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
