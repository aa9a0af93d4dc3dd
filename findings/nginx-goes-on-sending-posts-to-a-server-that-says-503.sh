#!/usr/bin/env bash
# Expected: with `proxy_next_upstream error timeout http_503` a POST that was answered 503 is not sent to another server, as documented, and
#   that server counts as failed all the same (max_fails=1): it is left alone for fail_timeout.
# Seen, with nginx 1.22.1: for a POST a 503 is no failure. Each other POST goes to that server, for as long as it says 503. One GET,
#   whose 503 is taken elsewhere, leaves it alone at once, for POSTs as well.
# Means: a service that says 503 while it starts or stops is not spared by nginx where its requests are POSTs, as those of GraphQL are.
#   error_page 503 = @another with another upstream takes them elsewhere; non_idempotent would also repeat what was sent and lost.
# Needs node and nginx.
set -euo pipefail
work=$(mktemp -d)
cleanup() {
  kill ${servers:-} ${nginx:-} 2>/dev/null || true
  wait
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
nginx -v

free() { node -e 'const s=require("node:net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})'; }
port=$(free)
cat >servers.mjs <<'JS'
import { createServer } from 'node:http';
const ports = [503, 200].map((status) => new Promise((resolve) => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(status).end());
  });
  server.listen(0, '127.0.0.1', () => resolve(server.address().port));
}));
console.log((await Promise.all(ports)).join(' '));
JS
node servers.mjs >ports &
servers=$!
until [ -s ports ]; do sleep 0.1; done
read -r starting standing <ports
cat >nginx.conf <<CONF
daemon off;
master_process off;
pid nginx.pid;
error_log stderr crit;
events {}
http {
  access_log off;
  client_body_temp_path body;
  proxy_temp_path proxy;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  upstream service {
    server 127.0.0.1:$starting max_fails=1 fail_timeout=60s;
    server 127.0.0.1:$standing max_fails=1 fail_timeout=60s;
  }
  server {
    listen 127.0.0.1:$port;
    location / {
      proxy_pass http://service;
      proxy_next_upstream error timeout http_503;
    }
  }
}
CONF
nginx -p "$work" -c nginx.conf -e stderr &
nginx=$!

cat >look.mjs <<'JS'
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
const port = Number(process.argv[2]);
const listens = () => new Promise((resolve) => {
  const socket = connect(port, '127.0.0.1', () => resolve(!socket.destroy().connecting)).on('error', () => resolve(false));
});
while (!(await listens())) await sleep(50);
const ask = async (method) => (await fetch(`http://127.0.0.1:${port}/`, { method, body: method === 'POST' ? '{}' : undefined })).status;
const refusals = async (method, times) => {
  let count = 0;
  for (let turn = 0; turn < times; turn++) if ((await ask(method)) === 503) count++;
  return count;
};
const posts = await refusals('POST', 40);
const gets = await refusals('GET', 4);
const postsAfterwards = await refusals('POST', 40);
console.log({ posts, gets, postsAfterwards });
const isAsSeen = posts === 20 && gets === 0 && postsAfterwards === 0;
console.log(isAsSeen ? 'as described' : 'this has changed');
process.exit(isAsSeen ? 0 : 1);
JS
timeout 60 node look.mjs "$port"
