#!/usr/bin/env bash
# Expected: a parser is a function of its input. RFC 3966, section 3, has local numbers with their context,
#   `tel:020-7946-0018;phone-context=+44`, and libphonenumber-js says it parses RFC 3966 as Google's library does.
# Seen: libphonenumber-js 1.13.16 reads such a number on the first call, finds nothing on the second, reads it on the
#   third, and so on: parsing and validation alike, in every entry point. Its pattern for the context is global and so
#   remembers where it stopped. The Python port, phonenumbers 9.0.43, answers the same each time.
# Means: a form that validates on each key press flickers; one that validates and then parses gets nothing from a
#   number it has just called valid. Turn such a link into `+44 020-7946-0018` before, which is parsed the same each time.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund libphonenumber-js@1.13.16 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check phonenumbers==9.0.43

cat >parse.mjs <<'JS'
import { isValidPhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js';
const local = 'tel:020-7946-0018;phone-context=+44';
const four = (ask) => [1, 2, 3, 4].map(ask).join(' ');
console.log('parsed:', four(() => parsePhoneNumberFromString(local)?.number ?? 'nothing'));
console.log('valid:', four(() => isValidPhoneNumber(local)));
console.log('validated, then parsed:', isValidPhoneNumber(local), parsePhoneNumberFromString(local)?.number ?? 'nothing');
console.log('global number:', four(() => parsePhoneNumberFromString('tel:+44-20-7946-0018')?.number ?? 'nothing'));
JS
cat >parse.py <<'PY'
import phonenumbers
numbers = [phonenumbers.parse('tel:020-7946-0018;phone-context=+44') for _ in range(4)]
print('phonenumbers:', *[phonenumbers.format_number(n, phonenumbers.PhoneNumberFormat.E164) for n in numbers])
PY

echo "node $(node --version), libphonenumber-js 1.13.16, phonenumbers 9.0.43"
{ node parse.mjs; venv/bin/python parse.py; } | tee seen
cat >expected <<'TXT'
parsed: +442079460018 nothing +442079460018 nothing
valid: true false true false
validated, then parsed: true nothing
global number: +442079460018 +442079460018 +442079460018 +442079460018
phonenumbers: +442079460018 +442079460018 +442079460018 +442079460018
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
