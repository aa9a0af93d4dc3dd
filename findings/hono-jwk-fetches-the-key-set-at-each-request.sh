#!/usr/bin/env bash
# Expected: a middleware that takes `jwks_uri` keeps the key set for a while, as jose's createRemoteJWKSet (10 minutes) and jwks-rsa
#   (10 minutes) do, or for as long as its `Cache-Control: max-age` says.
# Seen: hono/jwk of hono 4.13.19 (and verifyWithJwks of hono/jwt) fetches it anew for each request, also for the same token, and waits for
#   it, where the key was given by `keys` too. Where it cannot connect, a good token is 401 `invalid_token`.
#   With jose in a middleware of one's own the same ten requests ask once.
# Means: each call of an API costs the gateway a request and takes as long as that, and an API is down whenever the gateway restarts, though
#   its users' tokens are good. Give `keys` a function that keeps what it has fetched, or verify by jose.
# Needs node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund hono@4.13.19 jose@6.2.18 >>npm.log

cat >ask.mjs <<'JS'
import { createServer } from 'node:http';
import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
import { createRemoteJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('ES256');
const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
const token = await new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
  .setIssuedAt().setExpirationTime('15m').sign(privateKey);

let fetched = 0;
const issuer = createServer((request, answer) => {
  fetched++;
  answer.setHeader('content-type', 'application/json').setHeader('cache-control', 'public, max-age=300');
  answer.end(JSON.stringify({ keys: [key] }));
});
await new Promise((listening) => issuer.listen(0, '127.0.0.1', listening));
const jwks_uri = `http://127.0.0.1:${issuer.address().port}/.well-known/jwks.json`;

const options = { jwks_uri, alg: ['ES256'], verification: { typ: 'at+jwt' } };
const keySet = createRemoteJWKSet(new URL(jwks_uri));
const guards = {
  'hono/jwk with jwks_uri': jwk(options),
  'hono/jwk with jwks_uri and keys': jwk({ ...options, keys: [key] }),
  'hono/jwk with keys': jwk({ ...options, jwks_uri: undefined, keys: [key] }),
  'jose createRemoteJWKSet': async (context, next) => {
    await jwtVerify(context.req.header('authorization').slice(7), keySet, { typ: 'at+jwt' });
    await next();
  },
};
const ask = (guard) =>
  new Hono().use(guard).get('/', (context) => context.text('hello')).request('/', { headers: { authorization: `Bearer ${token}` } });
for (const [name, guard] of Object.entries(guards)) {
  fetched = 0;
  const statuses = new Set();
  for (let turn = 0; turn < 10; turn++) statuses.add((await ask(guard)).status);
  console.log(`${name}: 10 requests, status ${[...statuses]}, key set fetched ${fetched} times`);
}

issuer.closeAllConnections();
await new Promise((closed) => issuer.close(closed));
for (const [name, guard] of Object.entries(guards)) {
  const answer = await ask(guard);
  const error = /error="(\w+)"/.exec(answer.headers.get('www-authenticate'))?.[1] ?? '';
  console.log(`${name}, issuer down: ${answer.status} ${error}`.trim());
}
JS

echo "node $(node --version), hono 4.13.19, jose 6.2.18"
node ask.mjs | tee seen
cat >expected <<'TXT'
hono/jwk with jwks_uri: 10 requests, status 200, key set fetched 10 times
hono/jwk with jwks_uri and keys: 10 requests, status 200, key set fetched 10 times
hono/jwk with keys: 10 requests, status 200, key set fetched 0 times
jose createRemoteJWKSet: 10 requests, status 200, key set fetched 1 times
hono/jwk with jwks_uri, issuer down: 401 invalid_token
hono/jwk with jwks_uri and keys, issuer down: 401 invalid_token
hono/jwk with keys, issuer down: 200
jose createRemoteJWKSet, issuer down: 200
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
