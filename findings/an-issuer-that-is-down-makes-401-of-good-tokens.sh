#!/usr/bin/env bash
# Expected: a service that cannot fetch the key set cannot tell whether a token is good: 500 or 503, as express-jwt 8.5.1 (with
#   jwks-rsa 4.1.0) answers. RFC 6750, section 3.1, has 401 `invalid_token` for a token that is expired, revoked or malformed.
# Seen: with the issuer down express-oauth2-jwt-bearer 1.10.0, koa-jwt 4.0.4, passport-jwt 4.0.1 (both with jwks-rsa 4.1.0) and
#   go-jwt-middleware 3.2.0 answer 401, the first and the last with `invalid_token`. hono/jwk 4.13.19 does where it cannot connect, and
#   500 where the issuer says 503.
# Means: while the gateway restarts, clients take good tokens for bad ones, try to refresh (which fails as well) and sign people
#   out. Caches of ten minutes (Go: fifteen) hide it from most tests: stop the gateway, start the service anew, and look. Answer 503 by
#   what the error tells: `originalError` in koa-jwt, the callback's `info` in passport, `cause` in hono. express-oauth2-jwt-bearer keeps
#   only the message: verify by jose yourself, and let pass no errors but its own as 401.
# Needs node, npm and go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund express@5.3.0 express-oauth2-jwt-bearer@1.10.0 express-jwt@8.5.1 hono@4.13.19 @hono/node-server@2.1.9 \
  jose@6.2.18 jwks-rsa@4.1.0 koa@3.3.0 koa-jwt@4.0.4 passport@0.7.0 passport-jwt@4.0.1 >>npm.log

cat >serve.go <<'GO'
package main

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"

	jwtmiddleware "github.com/auth0/go-jwt-middleware/v3"
	"github.com/auth0/go-jwt-middleware/v3/jwks"
	"github.com/auth0/go-jwt-middleware/v3/validator"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	issuer := must(url.Parse("https://auth.example.com"))
	keySet := must(url.Parse(os.Args[1]))
	keys := must(jwks.NewCachingProvider(jwks.WithIssuerURL(issuer), jwks.WithCustomJWKSURI(keySet)))
	judge := must(validator.New(validator.WithKeyFunc(keys.KeyFunc), validator.WithAlgorithm(validator.RS256),
		validator.WithIssuer("https://auth.example.com"), validator.WithAudience("api")))
	guard := must(jwtmiddleware.New(jwtmiddleware.WithValidator(judge)))
	listener := must(net.Listen("tcp", "127.0.0.1:0"))
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	http.Serve(listener, guard.CheckJWT(http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) { answer.WriteHeader(200) })))
}
GO
printf 'module serve\n\ngo 1.26\n' >go.mod
go get github.com/auth0/go-jwt-middleware/v3@v3.2.0 2>go.log
go mod tidy 2>>go.log
go build -o serve serve.go

cat >ask.mjs <<'JS'
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import express from 'express';
import { expressjwt } from 'express-jwt';
import { auth } from 'express-oauth2-jwt-bearer';
import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import jwksRsa from 'jwks-rsa';
import Koa from 'koa';
import koaJwt from 'koa-jwt';
import { Passport } from 'passport';
import { ExtractJwt, Strategy } from 'passport-jwt';

const [issuer, audience, algorithms] = ['https://auth.example.com', 'api', ['RS256']];
const { publicKey, privateKey } = await generateKeyPair('RS256');
const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
const token = await new SignJWT({ sub: 'ada' }).setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'at+jwt' })
  .setIssuer(issuer).setAudience(audience).setIssuedAt().setExpirationTime('15m').sign(privateKey);

async function listen(handler) {
  const server = createServer(handler).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}
function expressWith(...guards) {
  const app = express().set('env', 'test').use(...guards);
  app.get('/', (request, response) => response.send('hello'));
  return app.use((error, request, response, next) => response.status(error.status ?? 500).set(error.headers ?? {}).end());
}
const apps = {
  'express-jwt': (jwksUri) => listen(expressWith(expressjwt({ secret: jwksRsa.expressJwtSecret({ jwksUri }), algorithms, issuer, audience }))),
  'express-oauth2-jwt-bearer': (jwksUri) => listen(expressWith(auth({ jwksUri, issuer, audience, tokenSigningAlg: 'RS256' }))),
  'koa-jwt': (jwksUri) => {
    const app = new Koa().use(koaJwt({ secret: jwksRsa.koaJwtSecret({ jwksUri }), algorithms, issuer, audience }));
    return listen(app.use((context) => (context.body = 'hello')).callback());
  },
  'passport-jwt': (jwksUri) => {
    const secretOrKeyProvider = jwksRsa.passportJwtSecret({ jwksUri });
    const jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
    const strategy = new Strategy({ jwtFromRequest, secretOrKeyProvider, algorithms, issuer, audience }, (claims, done) => done(null, claims));
    return listen(expressWith(new Passport().use(strategy).authenticate('jwt', { session: false })));
  },
  'hono/jwk': (jwks_uri) => {
    const app = new Hono().onError((error) => error.getResponse?.() ?? new Response('', { status: 500 }));
    app.use(jwk({ jwks_uri, alg: algorithms, verification: { typ: 'at+jwt' } })).get('/', (context) => context.text('hello'));
    return listen(getRequestListener(app.fetch));
  },
  'go-jwt-middleware': async (jwksUri) => {
    const child = spawn('./serve', [jwksUri], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [port] = await once(child.stdout, 'data');
    return { url: `http://127.0.0.1:${String(port).trim()}/`, stop: () => child.kill() };
  },
};

const up = await listen((request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [key] })));
const busy = await listen((request, response) => response.writeHead(503, { 'retry-after': '5' }).end());
const gone = await listen(() => undefined);
gone.stop();
for (const [name, start] of Object.entries(apps)) {
  const told = [];
  for (const [state, { url }] of Object.entries({ up, 'says 503': busy, down: gone })) {
    const app = await start(`${url}jwks.json`);
    const answer = await fetch(app.url, { headers: { authorization: `Bearer ${token}` } });
    const error = /error="(\w+)"/.exec(answer.headers.get('www-authenticate'))?.[1];
    told.push(`${state} ${answer.status}${error ? ` ${error}` : ''}`);
    app.stop();
  }
  console.log(`${name}: ${told.join(', ')}`);
}
process.exit();
JS

echo "node $(node --version), express-jwt 8.5.1, express-oauth2-jwt-bearer 1.10.0, koa-jwt 4.0.4, passport-jwt 4.0.1, jwks-rsa 4.1.0,"
echo "hono 4.13.19, $(go env GOVERSION), go-jwt-middleware 3.2.0; of one good token, where the issuer is:"
node ask.mjs 2>errors | tee seen
cat >expected <<'TXT'
express-jwt: up 200, says 503 500, down 500
express-oauth2-jwt-bearer: up 200, says 503 401 invalid_token, down 401 invalid_token
koa-jwt: up 200, says 503 401, down 401
passport-jwt: up 200, says 503 401, down 401
hono/jwk: up 200, says 503 500, down 401 invalid_token
go-jwt-middleware: up 200, says 503 401 invalid_token, down 401 invalid_token
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
