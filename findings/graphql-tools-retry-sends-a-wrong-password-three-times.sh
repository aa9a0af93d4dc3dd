#!/usr/bin/env bash
# Expected: `retry: 3` of an HTTP client ("Retry attempts", says its type) is for what did not arrive: a lost connection, perhaps a
#   503. An answer is an answer, above all to a mutation.
# Seen: buildHTTPExecutor of @graphql-tools/executor-http 3.4.1 sends anew whatever came back with `errors`, whatever its status and
#   kind: a mutation refused with INVALID_CREDENTIALS is sent three times, at once, and so is one that was done, of whose
#   answer a single field is null with an error. With retry set, the code of a refusal with status 400 is SUBREQUEST_HTTP_ERROR.
#   The number is that of all attempts: 1 does not repeat, and 0 sends nothing: "No response returned from fetch".
# Means: behind a gateway that is stitched by it, one wrong password counts as three, so a limit of five locks at the second; and
#   an order is placed three times. Leave `retry` out, or take an executor without it for operations that are mutations.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @graphql-tools/executor-http@3.4.1 graphql@16.15.0 >>npm.log 2>&1
grep -h -B3 'retry?: number' node_modules/@graphql-tools/executor-http/dist/index.d.ts

cat >send.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { parse } from 'graphql';

const refusal = { message: 'Wrong password', path: ['signIn'], extensions: { code: 'INVALID_CREDENTIALS' } };
const field = { message: 'Not yours', path: ['order', 'discount'], extensions: { code: 'FORBIDDEN' } };
const cases = {
  'signed in': [200, 'mutation { signIn(password: "good") }', { data: { signIn: 'token' } }],
  'wrong password, 200': [200, 'mutation { signIn(password: "bad") }', { data: { signIn: null }, errors: [refusal] }],
  'wrong password, 400': [400, 'mutation { signIn(password: "bad") }', { data: null, errors: [refusal] }],
  'order placed, one field refused': [200, 'mutation { order { id discount } }', { data: { order: { id: 1, discount: null } }, errors: [field] }],
};
let sent, status, answer;
const server = createServer(async (request, response) => {
  for await (const _ of request);
  sent++;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const endpoint = `http://127.0.0.1:${server.address().port}/graphql`;

for (const [what, [ofStatus, operation, body]] of Object.entries(cases))
  for (const options of [{}, { retry: 0 }, { retry: 1 }, { retry: 3 }]) {
    [sent, status, answer] = [0, ofStatus, body];
    const result = await buildHTTPExecutor({ endpoint, ...options })({ document: parse(operation) });
    const told = (result.errors ?? []).map(({ message, extensions }) => extensions?.code ?? message).join() || 'no error';
    console.log(`${what}, retry ${options.retry ?? 'left out'}: sent ${sent}, told ${told}`);
  }
server.close();
server.closeAllConnections();
JS

echo "node $(node --version), @graphql-tools/executor-http 3.4.1, graphql 16.15.0"
timeout 60 node send.mjs | tee seen
cat >expected <<'TXT'
signed in, retry left out: sent 1, told no error
signed in, retry 0: sent 0, told No response returned from fetch
signed in, retry 1: sent 1, told no error
signed in, retry 3: sent 1, told no error
wrong password, 200, retry left out: sent 1, told INVALID_CREDENTIALS
wrong password, 200, retry 0: sent 0, told No response returned from fetch
wrong password, 200, retry 1: sent 1, told INVALID_CREDENTIALS
wrong password, 200, retry 3: sent 3, told INVALID_CREDENTIALS
wrong password, 400, retry left out: sent 1, told INVALID_CREDENTIALS
wrong password, 400, retry 0: sent 0, told No response returned from fetch
wrong password, 400, retry 1: sent 1, told SUBREQUEST_HTTP_ERROR
wrong password, 400, retry 3: sent 3, told SUBREQUEST_HTTP_ERROR
order placed, one field refused, retry left out: sent 1, told FORBIDDEN
order placed, one field refused, retry 0: sent 0, told No response returned from fetch
order placed, one field refused, retry 1: sent 1, told FORBIDDEN
order placed, one field refused, retry 3: sent 3, told FORBIDDEN
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
