#!/usr/bin/env bash
# Expected: RFC 9110, sections 11.3 and 11.6.1: WWW-Authenticate lists challenges, on one line or several, schemes and
#   parameter names in any case, blanks around `=`; RFC 9728, section 5.1, puts `resource_metadata` into any of them, and
#   a resource that takes DPoP as well (RFC 9449, section 5.1) has two.
# Seen: @modelcontextprotocol/sdk 1.32.2 looks at the first word of the header alone: with a DPoP challenge before the Bearer
#   one, or on a line before it, it finds no resource_metadata. PyPI mcp 2.3.0 finds it there. Neither knows
#   `RESOURCE_METADATA=`, nor `resource_metadata = "…"`.
# Means: an MCP client in TypeScript then guesses the place of the metadata from the server's URL, and fails where it is
#   elsewhere. Whoever guards an MCP server puts the Bearer challenge first, in lower case, without blanks.
# Needs python3, node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund @modelcontextprotocol/sdk@1.32.2 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mcp==2.3.0 httpx==0.28.1

cat >challenges.json <<'JSON'
{
  "alone": ["Bearer resource_metadata=\"https://api.example.com/meta\""],
  "second": ["DPoP algs=\"ES256\", Bearer resource_metadata=\"https://api.example.com/meta\""],
  "second line": ["DPoP algs=\"ES256\"", "Bearer resource_metadata=\"https://api.example.com/meta\""],
  "upper case": ["Bearer RESOURCE_METADATA=\"https://api.example.com/meta\""],
  "blanks": ["Bearer resource_metadata = \"https://api.example.com/meta\""]
}
JSON
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { extractWWWAuthenticateParams } from '@modelcontextprotocol/sdk/client/auth.js';
for (const [name, lines] of Object.entries(JSON.parse(readFileSync('challenges.json', 'utf8')))) {
  const response = new Response('', { status: 401, headers: lines.map((line) => ['www-authenticate', line]) });
  console.log(`typescript, ${name}: ${extractWWWAuthenticateParams(response).resourceMetadataUrl ?? 'nothing'}`);
}
JS
cat >read.py <<'PY'
import json
import httpx
from mcp.client.auth.utils import extract_resource_metadata_from_www_auth as extract
for name, lines in json.load(open('challenges.json')).items():
    response = httpx.Response(401, headers=[('www-authenticate', line) for line in lines])
    print(f'python, {name}: {extract(response) or "nothing"}')
PY

echo "node $(node --version), @modelcontextprotocol/sdk 1.32.2, $(python3 --version), mcp 2.3.0"
{ node read.mjs; venv/bin/python read.py; } | tee seen
cat >expected <<'TXT'
typescript, alone: https://api.example.com/meta
typescript, second: nothing
typescript, second line: nothing
typescript, upper case: nothing
typescript, blanks: nothing
python, alone: https://api.example.com/meta
python, second: https://api.example.com/meta
python, second line: https://api.example.com/meta
python, upper case: nothing
python, blanks: nothing
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
