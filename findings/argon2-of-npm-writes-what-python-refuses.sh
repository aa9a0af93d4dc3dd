#!/usr/bin/env bash
# Expected: a PHC string of Argon2id is a PHC string: what one library writes, another of the same algorithm verifies.
# Seen, in argon2 (npm) 0.45.1 and argon2-cffi 25.1.0: the npm package writes `m=…,p=…,t=…`; argon2-cffi, which reads `m,t,p` as the reference code
#   does, refuses the string, with the right password. The same string with its parameters put in order is taken.
# Means: whoever moves from Node to Python (or to anything on the reference code, such as PHP) loses every password unless the parameters are
#   put in order first. The other way round nothing has to be done.
# Needs node with npm, and python3 with venv, on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log 2>&1
npm install --no-audit --no-fund argon2@0.45.1 >>npm.log 2>&1
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check argon2-cffi==25.1.0
node --input-type=module -e "
import argon2 from 'argon2';
process.stdout.write(await argon2.hash('correct horse battery staple', { memoryCost: 8192 }));
" >hash
cat >look.py <<'PY'
import re
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHash

text = open('hash').read()

def look(name, text):
    try:
        answer = PasswordHasher().verify(text, 'correct horse battery staple')
    except (Argon2Error, InvalidHash) as error:
        answer = type(error).__name__
    print(f"{name}: {re.search('m=[^$]*', text).group()}: {answer}")

look('as npm wrote it', text)
look('put in order', re.sub(r'(m=\d+),(p=\d+),(t=\d+)', r'\1,\3,\2', text))
PY
venv/bin/python look.py | tee seen
cat >expected <<'TXT'
as npm wrote it: m=8192,p=4,t=3: VerificationError
put in order: m=8192,t=3,p=4: True
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
