#!/usr/bin/env bash
# Expected: RFC 6750, section 3.1: a token that is malformed or invalid for other reasons is answered with 401; @fastify/jwt
#   does so for a wrong signature, issuer or audience.
# Seen: @fastify/jwt 10.2.8 (fast-jwt 6.3.6) lets the errors for `checkTyp` and for an algorithm that is not listed through as
#   they come, without a status, so that Fastify 5.12.8 answers 500.
# Means: an ID token sent where an access token belongs looks like an outage, to the caller and to whoever watches the rate of 5xx.
#   Treat FAST_JWT_INVALID_TYPE and FAST_JWT_INVALID_ALGORITHM as 401 in the handler.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund fastify@5.12.8 @fastify/jwt@10.2.8 fast-jwt@6.3.6 >>npm.log

cat >ask.mjs <<'JS'
import { generateKeyPairSync } from 'node:crypto';

import fastifyJwt from '@fastify/jwt';
import { createSigner } from 'fast-jwt';
import Fastify from 'fastify';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const app = Fastify();
await app.register(fastifyJwt, {
  secret: { public: publicKey },
  verify: { algorithms: ['RS256'], allowedIss: 'us', checkTyp: 'at+jwt' },
});
app.get('/', { onRequest: (request) => request.jwtVerify() }, async () => 'ok');

async function ask(what, { iss = 'us', typ = 'at+jwt', algorithm = 'RS256' }) {
  const token = createSigner({ key: privateKey, algorithm, iss, header: { typ } })({ sub: 'ada' });
  const { statusCode } = await app.inject({ url: '/', headers: { authorization: `Bearer ${token}` } });
  console.log(`${what}: ${statusCode}`);
}
await ask('good', {});
await ask('another issuer', { iss: 'them' });
await ask('another typ', { typ: 'JWT' });
await ask('another algorithm', { algorithm: 'PS256' });
JS

echo "Node $(node --version), fastify 5.12.8, @fastify/jwt 10.2.8, fast-jwt 6.3.6"
node ask.mjs | tee seen
cat >expected <<'TXT'
good: 200
another issuer: 401
another typ: 500
another algorithm: 500
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
