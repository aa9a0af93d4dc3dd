#!/usr/bin/env bash
# Expected: a verifier may hand on what went wrong by InvalidTokenError(error.message), and the challenge of the 401 can be read: in a
#   quoted string a quote is written `\"` (RFC 9110, section 5.6.4), and in error_description RFC 6750 allows none.
# Seen: requireBearerAuth of @modelcontextprotocol/sdk 1.32.2 puts the message into the header as it is, and those of jose 6.2.18 have
#   quotes: `error_description=""exp" claim timestamp check failed"` of an expired token, and the same with "aud". The TypeScript client
#   finds resource_metadata behind it all the same; the Go client (go-sdk 1.8.0) gives up, "failed to parse WWW-Authenticate header",
#   and asks for no metadata. (express-oauth2-jwt-bearer 1.10.0 writes 'exp' of the same message.)
# Means: an MCP server behind the gateway works until a token is expired or of another audience; then clients that read headers by the
#   rules end with an error in place of a new sign-in. Give InvalidTokenError words of your own, or error.message without quotes.
# Needs node, npm and go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 express@5.3.0 jose@6.2.18 >>npm.log

cat >client.go <<'GO'
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"

	"github.com/modelcontextprotocol/go-sdk/auth"
	"github.com/modelcontextprotocol/go-sdk/oauthex"
)

func main() {
	client, err := auth.NewAuthorizationCodeHandler(&auth.AuthorizationCodeHandlerConfig{
		PreregisteredClient: &oauthex.ClientCredentials{ClientID: "shop"},
		RedirectURL:         "http://127.0.0.1/callback",
		AuthorizationCodeFetcher: func(context.Context, *auth.AuthorizationArgs) (*auth.AuthorizationResult, error) {
			return nil, fmt.Errorf("nobody is here to sign in")
		},
	})
	if err != nil {
		panic(err)
	}
	request, _ := http.NewRequest("POST", os.Args[1], nil)
	request.Header.Set("Authorization", "Bearer "+os.Args[2])
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		panic(err)
	}
	fmt.Println(client.Authorize(context.Background(), request, answer))
}
GO
printf 'module client\n\ngo 1.26\n' >go.mod
go get github.com/modelcontextprotocol/go-sdk@v1.8.0 2>go.log
go mod tidy 2>>go.log
go build -o client client.go

cat >ask.mjs <<'JS'
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import express from 'express';
import { generateKeyPair, jwtVerify, SignJWT } from 'jose';

const { publicKey, privateKey } = await generateKeyPair('EdDSA');
const sign = (audience, lifetime) =>
  new SignJWT({ sub: 'ada', client_id: 'shop' }).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt' }).setAudience(audience)
    .setExpirationTime(Math.floor(Date.now() / 1000) + lifetime).sign(privateKey);
const tokens = { good: await sign('api', 900), expired: await sign('api', -900), 'for another': await sign('other', 900) };

let asked = [];
const app = express();
const server = app.listen(0, '127.0.0.1');
await new Promise((listening) => server.once('listening', listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const verifyBy = (words) => ({
  async verifyAccessToken(token) {
    const verified = await jwtVerify(token, publicKey, { audience: 'api', typ: 'at+jwt' }).catch((error) => {
      throw new InvalidTokenError(words(error.message));
    });
    return { token, clientId: verified.payload.client_id, scopes: [], expiresAt: verified.payload.exp };
  },
});
const resourceMetadataUrl = `${origin}/.well-known/oauth-protected-resource`;
const guard = (words) => requireBearerAuth({ verifier: verifyBy(words), resourceMetadataUrl });
app.use((request, response, next) => {
  if (request.path.startsWith('/.well-known/')) asked.push(request.path);
  next();
});
app.post('/as-it-is', guard((message) => message), (request, response) => response.end());
app.post('/without-quotes', guard((message) => message.replaceAll('"', '')), (request, response) => response.end());

for (const path of ['/as-it-is', '/without-quotes'])
  for (const [name, token] of Object.entries(tokens)) {
    const answer = await fetch(origin + path, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    const challenge = answer.headers.get('www-authenticate') ?? '';
    console.log(`${path}, ${name}: ${answer.status} ${/error_description=.*(?=, resource_metadata)/.exec(challenge)?.[0] ?? ''}`.trim());
    if (answer.ok) continue;
    asked = [];
    const { stdout } = await promisify(execFile)('./client', [origin + path, token]);
    console.log(`  TypeScript client: ${extractWWWAuthenticateParams(answer).resourceMetadataUrl ? 'finds' : 'misses'} resource_metadata`);
    const fault = /^failed to parse WWW-Authenticate header/.exec(stdout)?.[0];
    console.log(`  Go client: ${fault ?? 'reads it'}, ${asked.length ? 'asks' : 'does not ask'} for metadata`);
  }
server.close();
JS

echo "node $(node --version), @modelcontextprotocol/sdk 1.32.2, jose 6.2.18, $(go env GOVERSION), go-sdk 1.8.0"
node ask.mjs | tee seen
cat >expected <<'TXT'
/as-it-is, good: 200
/as-it-is, expired: 401 error_description=""exp" claim timestamp check failed"
  TypeScript client: finds resource_metadata
  Go client: failed to parse WWW-Authenticate header, does not ask for metadata
/as-it-is, for another: 401 error_description="unexpected "aud" claim value"
  TypeScript client: finds resource_metadata
  Go client: failed to parse WWW-Authenticate header, does not ask for metadata
/without-quotes, good: 200
/without-quotes, expired: 401 error_description="exp claim timestamp check failed"
  TypeScript client: finds resource_metadata
  Go client: reads it, asks for metadata
/without-quotes, for another: 401 error_description="unexpected aud claim value"
  TypeScript client: finds resource_metadata
  Go client: reads it, asks for metadata
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
