#!/usr/bin/env bash
# Expected: RFC 7519, section 4.1.6: `iat` tells the age of a token; only `nbf` and `exp` say when it must not be accepted.
#   npm jsonwebtoken 9.0.3 and jwcrypto 1.6.1 take it so.
# Seen: a token whose issuer's clock is ahead (here 30 s; no `nbf`) is refused by PyJWT 2.15.1 and by
#   joserfc 1.8.0's JWTClaimsRegistry, which allow 0 s unless told; npm jose 6.2.18 accepts it, but no longer once
#   `maxTokenAge` is set. PyJWT names the class ImmatureSignatureError, as for `nbf`.
# Means: a service whose clock is a second behind the gateway's refuses whoever has just signed in or refreshed, and takes
#   the same token a second later; no test on one machine shows it. Give the verifier a leeway (`leeway=10` in Python,
#   `clockTolerance: 10` in jose), which mends all of them.
# Needs python3, node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund jose@6.2.18 jsonwebtoken@9.0.3 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check PyJWT==2.15.1 joserfc==1.8.0 jwcrypto==1.6.1 cryptography==50.0.2

cat >verify.mjs <<'JS'
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { jwtVerify, SignJWT } from 'jose';
import jsonwebtoken from 'jsonwebtoken';
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const now = Math.floor(Date.now() / 1000);
const token = await new SignJWT({ iat: now + 30, exp: now + 900 }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
writeFileSync('made.json', JSON.stringify({ token, jwk: publicKey.export({ format: 'jwk' }) }));
const tools = {
  jsonwebtoken: async () => jsonwebtoken.verify(token, publicKey, { algorithms: ['ES256'] }),
  jose: () => jwtVerify(token, publicKey),
  'jose maxTokenAge': () => jwtVerify(token, publicKey, { maxTokenAge: '15m' }),
  'jose maxTokenAge, clockTolerance 60': () => jwtVerify(token, publicKey, { maxTokenAge: '15m', clockTolerance: 60 }),
};
for (const [tool, verify] of Object.entries(tools))
  console.log(`${tool}: ${await verify().then(() => 'accepted', (error) => `refused: ${error.message}`)}`);
JS
cat >verify.py <<'PY'
import json
import jwt
from joserfc import jwt as joserfc
from joserfc.jwk import ECKey
from jwcrypto import jwk, jwt as jwcrypto
made = json.load(open('made.json'))
token, key = made['token'], made['jwk']
claims = joserfc.decode(token, ECKey.import_key(key), algorithms=['ES256']).claims
tools = {
    'jwcrypto': lambda: jwcrypto.JWT(jwt=token, key=jwk.JWK(**key), algs=['ES256'], check_claims={'iat': None, 'exp': None}),
    'pyjwt': lambda: jwt.decode(token, jwt.PyJWK(key), ['ES256']),
    'pyjwt, leeway 60': lambda: jwt.decode(token, jwt.PyJWK(key), ['ES256'], leeway=60),
    'joserfc': lambda: joserfc.JWTClaimsRegistry().validate(claims),
    'joserfc, leeway 60': lambda: joserfc.JWTClaimsRegistry(leeway=60).validate(claims),
}
for tool, verify in tools.items():
    try:
        verify()
        print(f'{tool}: accepted')
    except Exception as error:
        print(f'{tool}: refused: {error}')
PY

echo "node $(node --version), jose 6.2.18, jsonwebtoken 9.0.3, PyJWT 2.15.1, joserfc 1.8.0, jwcrypto 1.6.1"
{ node verify.mjs; venv/bin/python verify.py; } | tee told
sed 's/refused:.*/refused/' told >seen
cat >expected <<'TXT'
jsonwebtoken: accepted
jose: accepted
jose maxTokenAge: refused
jose maxTokenAge, clockTolerance 60: accepted
jwcrypto: accepted
pyjwt: refused
pyjwt, leeway 60: accepted
joserfc: refused
joserfc, leeway 60: accepted
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
