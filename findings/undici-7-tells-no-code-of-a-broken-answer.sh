#!/usr/bin/env bash
# Expected: an answer whose body is no HTTP, such as a chunk without a size, fails with a code that says what is wrong with it, `HPE_…`, as
#   with node:http; by it a program tells a broken server from a mistake of its own.
# Seen, on Node 20.20.2: undici 7.30.2 throws an HTTPParserError whose `code` is undefined, since it looks up the name of the fault in a table
#   that goes by names; undici 6.29.1, and Node's fetch, which is made of it, say HPE_INVALID_CHUNK_SIZE. In each of them `data` of the error is the
#   rest of what the server sent.
# Means: go by the name of the error. And leave `data` out of the log, which a serializer of errors writes with all other members: it is
#   part of somebody's answer.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund undici-6@npm:undici@6.29.1 undici-7@npm:undici@7.30.2 >>npm.log

cat >ask.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';

const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const server = createServer((socket) => {
  socket.once('data', () => socket.end(`${head}5\r\nhello\r\nno size\r\nname=Ada\r\n`));
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${server.address().port}`;

const ask = {
  async undici(name) {
    const { Pool } = await import(name);
    const { body } = await new Pool(origin).request({ path: '/', method: 'GET' });
    await body.text();
  },
  async fetch() {
    await (await fetch(origin)).text();
  },
};
const [way] = process.argv.slice(2);
try {
  await (way === 'fetch' ? ask.fetch() : ask.undici(way));
  console.log('no error');
} catch (error) {
  const { name, code, data } = error.cause ?? error;
  console.log(`${name} ${code} ${String(data).includes('name=Ada') ? 'with' : 'without'} the data`);
}
process.exit();
JS

changed=0
expect() {
  local seen
  seen=$(node ask.mjs "$1")
  echo "$1: $seen"
  [ "$seen" = "$2" ] || changed=1
}
expect undici-6 'HTTPParserError HPE_INVALID_CHUNK_SIZE with the data'
expect fetch 'HTTPParserError HPE_INVALID_CHUNK_SIZE with the data'
expect undici-7 'HTTPParserError undefined with the data'
if [ "$changed" -eq 1 ]; then
  echo 'This has changed.'
  exit 1
fi
