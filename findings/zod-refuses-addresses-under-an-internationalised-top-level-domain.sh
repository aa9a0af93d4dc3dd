#!/usr/bin/env bash
# Expected: `ada@example.xn--p1ai` is an address in plain ASCII (RFC 5890, section 2.3.2.1: an A-label is an LDH label): a
#   form that turns `ada@example.рф` into ASCII hands over just that.
# Seen: zod 4.6.7's z.email() wants a top-level domain of letters only and refuses it; likewise each `!`, `&`, `=`
#   or `/` before the @, which RFC 5321 allows. zod's own html5Email pattern takes them, as do npm validator
#   13.15.35 and PyPI email-validator 2.4.0.
# Means: a sign-up form with z.email() in front of a gateway shuts out people whom the gateway would take, and who receive
#   mail there. Use `z.email({ pattern: z.regexes.html5Email })`, or ask the gateway.
# Needs python3, node and npm on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund zod@4.6.7 validator@13.15.35 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check email-validator==2.4.0

cat >judge.mjs <<'JS'
import validator from 'validator';
import { z } from 'zod';
const html5 = z.email({ pattern: z.regexes.html5Email });
for (const address of process.argv.slice(2))
  console.log(address, z.email().safeParse(address).success, html5.safeParse(address).success, validator.isEmail(address));
JS
cat >judge.py <<'PY'
import sys
from email_validator import validate_email
for address in sys.argv[1:]:
    print('email-validator', validate_email(address, check_deliverability=False).ascii_email)
PY

addresses=(ada@example.com ada@example.xn--p1ai ada+news@example.xn--q9jyb4c 'ada=lists@example.com')
echo "node $(node --version), zod 4.6.7, validator 13.15.35, email-validator 2.4.0; columns: zod, zod html5Email, validator"
{ node judge.mjs "${addresses[@]}"; venv/bin/python judge.py "${addresses[@]}"; } | tee seen
cat >expected <<'TXT'
ada@example.com true true true
ada@example.xn--p1ai false true true
ada+news@example.xn--q9jyb4c false true true
ada=lists@example.com false true true
email-validator ada@example.com
email-validator ada@example.xn--p1ai
email-validator ada+news@example.xn--q9jyb4c
email-validator ada=lists@example.com
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
