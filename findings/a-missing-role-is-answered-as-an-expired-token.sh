#!/usr/bin/env bash
# Expected: RFC 6750, section 3.1: a good token that may not do this gets 403 `insufficient_scope`; 401 `invalid_token` is for one that is
#   expired, revoked or malformed, and its client may ask for another.
# Seen: Authlib 1.9.10's JWTBearerTokenValidator (RFC 9068) answers 403 where a scope is missing, and to the letter what it answers to an
#   expired token, 401 "expired, revoked, malformed", where a role, group or entitlement is. FastMCP 4.2.3 does so with scopes, where
#   `required_scopes` stands at the JWTVerifier: 401 "[…] clear authentication tokens in your MCP client and reconnect"; at
#   the RemoteAuthProvider the same list is 403. Besides: Authlib refuses each token signed by EdDSA, and no option lets it in.
# Means: a client of somebody who lacks the role ADMIN refreshes, asks again with what it got, is refused again, and signs them
#   out. With Authlib judge current_token['roles'] in the view and abort(403); in FastMCP set required_scopes at the provider.
# Needs python3 on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check Authlib==1.9.10 joserfc==1.8.0 Flask==3.1.3 cryptography==50.0.2 \
  fastmcp==4.2.3 httpx==0.28.1

cat >tokens.py <<'PY'
import time
from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey

ISSUER = 'https://auth.example.com'
KEYS = {
    'ES256': ECKey.generate_key('P-256', {'kid': 'es', 'alg': 'ES256', 'use': 'sig'}),
    'EdDSA': OKPKey.generate_key('Ed25519', {'kid': 'ed', 'alg': 'EdDSA', 'use': 'sig'}),
}


def sign(alg='ES256', lifetime=900):
    now = int(time.time())
    claims = {'iss': ISSUER, 'aud': 'api', 'sub': 'ada', 'client_id': 'web', 'iat': now - 1, 'exp': now + lifetime, 'jti': '1',
              'scope': 'read', 'roles': ['USER'], 'groups': ['readers']}
    return jwt.encode({'alg': alg, 'kid': KEYS[alg].kid, 'typ': 'at+jwt'}, claims, KEYS[alg], algorithms=[alg])


def tell(name, status, body):
    print(f"{name}: {status} {body.get('error', '')} {body.get('error_description', '')}".rstrip()[:100])
PY

cat >with_authlib.py <<'PY'
from authlib.integrations.flask_oauth2 import ResourceProtector
from authlib.oauth2.rfc9068 import JWTBearerTokenValidator
from flask import Flask
from joserfc.jwk import KeySet
from tokens import ISSUER, KEYS, sign, tell


class Validator(JWTBearerTokenValidator):
    def get_jwks(self):
        return KeySet.import_key_set(KeySet(list(KEYS.values())).as_dict(private=False))


require = ResourceProtector()
require.register_token_validator(Validator(ISSUER, 'api'))
app = Flask('api')
guarded = {'user': {'roles': 'USER'}, 'admin': {'roles': 'ADMIN'}, 'staff': {'groups': 'staff'}, 'write': {'scopes': 'write'}}
for path, wanted in guarded.items():
    app.add_url_rule(f'/{path}', path, require(**wanted)(lambda: {}))


def ask(name, path, **made):
    answer = app.test_client().get(path, headers={'Authorization': f'Bearer {sign(**made)}'})
    tell(f'Authlib, {name}', answer.status_code, answer.json)


ask('has the role', '/user')
ask('lacks the scope', '/write')
ask('lacks the role', '/admin')
ask('lacks the group', '/staff')
ask('expired', '/user', lifetime=-60)
ask('has the role, EdDSA', '/user', alg='EdDSA')
PY

cat >with_fastmcp.py <<'PY'
import asyncio

import httpx
from fastmcp import FastMCP
from fastmcp.server.auth import RemoteAuthProvider
from fastmcp.server.auth.providers.jwt import JWTVerifier
from tokens import ISSUER, KEYS, sign, tell

HERE = 'http://127.0.0.1:9000'
INITIALIZE = {'jsonrpc': '2.0', 'id': 1, 'method': 'initialize',
              'params': {'protocolVersion': '2025-06-18', 'capabilities': {}, 'clientInfo': {'name': 'x', 'version': '1'}}}


async def ask(name, at_verifier=None, at_provider=None, **made):
    key = KEYS['ES256'].as_pem(private=False)
    verifier = JWTVerifier(public_key=key, algorithm='ES256', issuer=ISSUER, audience='api', required_scopes=at_verifier)
    provider = RemoteAuthProvider(verifier, [ISSUER], base_url=HERE, required_scopes=at_provider)
    app = FastMCP('posts', auth=provider).http_app()
    headers = {'Authorization': f'Bearer {sign(**made)}', 'Accept': 'application/json, text/event-stream'}
    async with app.router.lifespan_context(app), httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE) as client:
        answer = await client.post('/mcp', headers=headers, json=INITIALIZE)
    tell(f'FastMCP, {name}', answer.status_code, answer.json() if answer.status_code > 400 else {})


async def main():
    await ask('verifier: has the scope', at_verifier=['read'])
    await ask('verifier: lacks the scope', at_verifier=['write'])
    await ask('verifier: expired', at_verifier=['read'], lifetime=-60)
    await ask('provider: lacks the scope', at_provider=['write'])


asyncio.run(main())
PY

echo "$(python3 --version), Authlib 1.9.10, joserfc 1.8.0, Flask 3.1.3, fastmcp 4.2.3"
{ venv/bin/python -W ignore with_authlib.py; FASTMCP_LOG_ENABLED=false venv/bin/python -W ignore with_fastmcp.py 2>log; } | tee seen
cat >expected <<'TXT'
Authlib, has the role: 200
Authlib, lacks the scope: 403 insufficient_scope The request requires higher privileges than provide
Authlib, lacks the role: 401 invalid_token The access token provided is expired, revoked, malformed,
Authlib, lacks the group: 401 invalid_token The access token provided is expired, revoked, malformed
Authlib, expired: 401 invalid_token The access token provided is expired, revoked, malformed, or inv
Authlib, has the role, EdDSA: 401 invalid_token The access token provided is expired, revoked, malfo
FastMCP, verifier: has the scope: 200
FastMCP, verifier: lacks the scope: 401 invalid_token Authentication failed. The provided bearer tok
FastMCP, verifier: expired: 401 invalid_token Authentication failed. The provided bearer token is in
FastMCP, provider: lacks the scope: 403 insufficient_scope Required scope: write
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
