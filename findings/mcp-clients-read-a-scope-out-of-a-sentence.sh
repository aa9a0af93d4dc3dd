#!/usr/bin/env bash
# Expected: RFC 9110, section 11.2: what stands between quotes is the value of its parameter, whatever it says. So
#   `Bearer error_description="needs scope=write, see docs", scope="read"` asks for the scope `read` (RFC 6750, section 3).
# Seen: @modelcontextprotocol/sdk 1.32.2 and PyPI mcp 2.3.0 search the header for the first `scope=`, find it inside the
#   sentence, and go on to ask the authorization server for the scope `write`. Where the sentence ends with it, the
#   closing quote goes along: `write"`. A parser by grammar, werkzeug 3.1.8, says `read` each time.
# Means: an explanation in words changes what a client asks consent for, and most servers answer invalid_scope. Write no
#   `scope=`, `error=` or `resource_metadata=` into error_description, or put the real parameters first.
# Needs python3, node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mcp==2.3.0 httpx==0.28.1 werkzeug==3.1.8

cat >challenges.json <<'JSON'
[
  "Bearer error_description=\"needs scope=write, see docs\", scope=\"read\"",
  "Bearer error_description=\"needs scope=write\", scope=\"read\"",
  "Bearer scope=\"read\", error_description=\"needs scope=write\""
]
JSON
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
for (const challenge of JSON.parse(readFileSync('challenges.json', 'utf8')))
  console.log('typescript:', extractWWWAuthenticateParams(new Response('', { status: 403, headers: { 'www-authenticate': challenge } })).scope);
JS
cat >read.py <<'PY'
import json
import httpx
from mcp.client.auth.utils import extract_scope_from_www_auth
from werkzeug.datastructures import WWWAuthenticate
for challenge in json.load(open('challenges.json')):
    print('python:', extract_scope_from_www_auth(httpx.Response(403, headers={'www-authenticate': challenge})))
    print('werkzeug:', WWWAuthenticate.from_header(challenge)['scope'])
PY

echo "node $(node --version), @modelcontextprotocol/sdk 1.32.2, $(python3 --version), mcp 2.3.0, werkzeug 3.1.8"
{ node read.mjs; venv/bin/python read.py; } | tee seen
cat >expected <<'TXT'
typescript: write
typescript: write"
typescript: read
python: write
werkzeug: read
python: write"
werkzeug: read
python: read
werkzeug: read
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
