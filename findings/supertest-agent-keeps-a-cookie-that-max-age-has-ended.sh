#!/usr/bin/env bash
# Expected: RFC 6265, section 5.3: a cookie with Max-Age ends then, and `Max-Age=0` takes it away, as in any browser. A test
#   of sign-out by supertest's agent sends no session cookie afterwards.
# Seen: superagent 10.4.2 (request.agent of supertest 7.3.2 too) keeps its cookies by cookiejar 2.1.4, which reads `Expires` and
#   does not know Max-Age. A cookie that has been taken away by Max-Age=0 goes on being sent, with its empty value, and
#   one of a second never ends. With Expires it does what it should.
# Means: a test of "signed out" or "the session ran out" sees a cookie where a browser has none, so it goes through another
#   branch of the server than users do (an empty token, not a missing one). Send Expires as well, or use tough-cookie.
# Needs node and npm.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund supertest@7.3.2 superagent@10.4.2 cookiejar@2.1.4 tough-cookie@6.1.0 >>npm.log 2>&1

cat >sign-out.mjs <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import superagent from 'superagent';
import supertest from 'supertest';
import { CookieJar } from 'tough-cookie';

const answers = {
  '/sign-in': ['session=abc; Path=/; HttpOnly; Max-Age=3600', 'second=1; Path=/; Max-Age=1'],
  '/sign-out': ['session=; Path=/; HttpOnly; Max-Age=0'],
  '/sign-out-by-expires': ['session=; Path=/; HttpOnly; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
};
const server = createServer((request, response) => {
  response.setHeader('set-cookie', answers[request.url] ?? []);
  response.setHeader('content-type', 'text/plain').end(request.headers.cookie ?? 'no cookie');
}).listen(0, '127.0.0.1');
await once(server, 'listening');
const base = `http://127.0.0.1:${server.address().port}`;

const jar = new CookieJar();
async function get(path) {
  const response = await fetch(base + path, { headers: { cookie: await jar.getCookieString(base + path) } });
  for (const line of response.headers.getSetCookie()) await jar.setCookie(line, base + path);
  return (await response.text()) || 'no cookie';
}
const agents = { supertest: supertest.agent(server), superagent: superagent.agent() };
const clients = {
  supertest: async (path) => (await agents.supertest.get(path)).text,
  superagent: async (path) => (await agents.superagent.get(base + path)).text,
  'tough-cookie': get,
};
for (const [name, get] of Object.entries(clients)) {
  await get('/sign-in');
  console.log(`${name}, signed in: ${await get('/me')}`);
  await get('/sign-out');
  await sleep(2100);
  console.log(`${name}, signed out, two seconds later: ${await get('/me')}`);
  await get('/sign-out-by-expires');
  console.log(`${name}, signed out by Expires: ${await get('/me')}`);
}
server.close();
server.closeAllConnections();
JS

echo "node $(node --version), supertest 7.3.2, superagent 10.4.2, cookiejar 2.1.4, tough-cookie 6.1.0"
timeout 60 node sign-out.mjs | tee seen
cat >expected <<'TXT'
supertest, signed in: session=abc; second=1
supertest, signed out, two seconds later: session=; second=1
supertest, signed out by Expires: second=1
superagent, signed in: session=abc; second=1
superagent, signed out, two seconds later: session=; second=1
superagent, signed out by Expires: second=1
tough-cookie, signed in: session=abc; second=1
tough-cookie, signed out, two seconds later: no cookie
tough-cookie, signed out by Expires: no cookie
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
