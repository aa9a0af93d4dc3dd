#!/usr/bin/env bash
# Expected: RFC 9110, section 12.5.1: an Accept that names text/event-stream takes it, whatever else it names, in whatever case and
#   with whatever weight. GraphQL over SSE asks for no more.
# Seen: the handler of graphql-sse 2.6.1 answers a subscription with events where Accept is `text/event-stream` and nothing else. With
#   `;q=1`, in another case, or beside `application/json`, it takes the request for one of its other mode, by a stream that is
#   not open: 404.
# Means: a proxy or client that says what else it would read gets no subscription. Send `Accept: text/event-stream` alone.
# Needs node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund graphql-sse@2.6.1 graphql@16.15.0 >>npm.log

cat >ask.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { createHandler } from 'graphql-sse/lib/use/http';

const schema = buildSchema('type Query { a: Int } type Subscription { tick: Int }');
schema.getSubscriptionType().getFields().tick.subscribe = async function* () {
  yield { tick: 1 };
};
const server = createServer(createHandler({ schema }));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const url = `http://127.0.0.1:${server.address().port}/`;
const body = JSON.stringify({ query: 'subscription { tick }' });
for (const accept of ['text/event-stream', 'text/event-stream;q=1', 'Text/Event-Stream', 'text/event-stream, application/json']) {
  const headers = { 'content-type': 'application/json', accept };
  const answer = await fetch(url, { method: 'POST', headers, body });
  console.log(`${accept}: ${answer.status} ${(await answer.text()).includes('"tick":1') ? 'the event' : 'no event'}`);
}
server.close();
server.closeAllConnections();
JS

echo "node $(node --version), graphql-sse 2.6.1"
node ask.mjs | tee seen
cat >expected <<'TXT'
text/event-stream: 200 the event
text/event-stream;q=1: 404 no event
Text/Event-Stream: 404 no event
text/event-stream, application/json: 404 no event
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
