#!/usr/bin/env bash
# Expected: with `retryAttempts: 0` a client of graphql-ws opens no connection again: what is iterated ends or fails when the server closes the
#   connection, also with 1000, by which a server ends politely (RFC 6455, section 7.4.1). The library's option speaks of abnormal closure alone.
# Seen, with graphql-ws 6.4.2 on ws 8.23.0 and Node 20.20.2: closed with 1000 before the subscription has ended, it connects anew at once,
#   without a pause and without an end, and subscribes anew: whoever iterates hears of none of it, and is given the first events once more each
#   time. With 1001, 1011, 1012 and 4500 it fails with the first.
# Means: whoever opens subscriptions at a server of others disposes of the client as soon as it tells `closed` with 1000; and a server of
#   yours that stops closes with 1001 or 1012.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund graphql-ws@6.4.2 graphql@16.15.0 ws@8.23.0 >>npm.log

cat >subscribe.mjs <<'JS'
import { once } from 'node:events';
import { createClient } from 'graphql-ws';
import { WebSocket, WebSocketServer } from 'ws';

const [code] = process.argv.slice(2);
let connections = 0;
let enough;
const many = new Promise((resolve) => (enough = resolve));
const server = new WebSocketServer({ port: 0, host: '127.0.0.1', handleProtocols: () => 'graphql-transport-ws' });
server.on('connection', (socket) => {
  connections++;
  if (connections === 20) enough('goes on');
  socket.on('message', (data) => {
    const { type, id } = JSON.parse(String(data));
    if (type === 'connection_init') socket.send('{"type":"connection_ack"}');
    if (type !== 'subscribe') return;
    socket.send(JSON.stringify({ type: 'next', id, payload: { data: { n: 1 } } }));
    // Past the twentieth this one ends, so that the run does.
    if (connections < 20) socket.close(Number(code));
  });
});
await once(server, 'listening');
const client = createClient({
  url: `ws://127.0.0.1:${server.address().port}`,
  webSocketImpl: WebSocket,
  retryAttempts: 0,
});
let events = 0;
const read = async () => {
  for await (const event of client.iterate({ query: 'subscription { n }' })) events += event.data.n;
  return 'completed';
};
const end = await Promise.race([many, read().catch((event) => `failed with ${event.code}`)]);
console.log(`${end} after ${connections} connections${events > 1 ? ', the first event more than once' : ''}`);
process.exit();
JS

changed=0
expect() {
  local seen
  seen=$(node subscribe.mjs "$1")
  echo "closed with $1: $seen"
  [ "$seen" = "$2" ] || changed=1
}
expect 1000 'goes on after 20 connections, the first event more than once'
for code in 1001 1011 1012 4500; do expect "$code" "failed with $code after 1 connections"; done
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
