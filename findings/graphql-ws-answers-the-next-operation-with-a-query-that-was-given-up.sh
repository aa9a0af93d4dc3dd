#!/usr/bin/env bash
# Expected: a client that completes a query over graphql-transport-ws before it is answered ends it, as one does that closes its HTTP request:
#   the server hears of it, and nothing of that query is sent any more.
# Seen, with graphql-ws 6.4.2 and graphql 16.15.0 on Node 20.20.2: nothing is told while the resolver runs, neither by a signal nor by
#   `onComplete`, which is called once the resolver has ended. Where the client has used the id again meanwhile, the late answer goes out as
#   that of the second operation, with the fields of the first, and completes it; what the second one finds is thrown away. A subscription
#   is ended at once, by `return()` of its iterator.
# Means: give an operation that may take long an iterator of its own also where it is a query, so that `return()` tells that nobody waits; and
#   in a client use no id twice on a connection.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund graphql-ws@6.4.2 graphql@16.15.0 ws@8.23.0 >>npm.log

cat >ask.mjs <<'JS'
import { once } from 'node:events';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocket, WebSocketServer } from 'ws';

const [secondId] = process.argv.slice(2);
const waiting = [];
let onBegun;
const begun = () => new Promise((resolve) => (onBegun = resolve));
const completed = [];
const resolvers = {
  slow: () => new Promise((resolve) => (waiting.push(resolve), onBegun())),
  other: () => new Promise((resolve) => (waiting.push(resolve), onBegun())),
};
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
useServer(
  {
    schema: buildSchema('type Query { slow: String other: String }'),
    roots: { query: resolvers },
    onComplete: (_context, id) => void completed.push(id),
  },
  server,
);
await once(server, 'listening');
const socket = new WebSocket(`ws://127.0.0.1:${server.address().port}`, 'graphql-transport-ws');
await once(socket, 'open');
const say = (message) => socket.send(JSON.stringify(message));
say({ type: 'connection_init' });
await once(socket, 'message');
const ask = async (id, query) => {
  const isBegun = begun();
  say({ id, type: 'subscribe', payload: { query } });
  await isBegun;
};
await ask('1', '{ slow }');
say({ id: '1', type: 'complete' });
await ask(secondId, '{ other }');
console.log(`told before the first has ended: ${completed.length}`);
const next = once(socket, 'message');
waiting[0]('of the first');
if (secondId !== '1') waiting[1]('of the second');
const [answer] = await next;
console.log(`answer of the second: ${JSON.stringify(JSON.parse(String(answer)).payload)}`);
process.exit();
JS

changed=0
expect() {
  local seen
  seen=$(node ask.mjs "$1" | paste -sd ';')
  echo "second id $1: $seen"
  [ "$seen" = "$2" ] || changed=1
}
expect 2 'told before the first has ended: 0;answer of the second: {"data":{"other":"of the second"}}'
expect 1 'told before the first has ended: 0;answer of the second: {"data":{"slow":"of the first"}}'
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
