#!/usr/bin/env bash
# Expected: in `.env` a value without quotes ends at the end of its line or at a blank and `#`, as in the shell, in
#   python-dotenv and in godotenv: `SMTP_PASSWORD=pa#ss` is `pa#ss`.
# Seen: Node 20's own reader (util.parseEnv, `node --env-file`) and npm dotenv 18.0.10 cut at any `#`: `pa`, without a word.
#   And a quote that is escaped between quotes, `'a\'b'`, is `a\` for Node, `a\'b` for dotenv, `a'b` for python-dotenv 1.2.4.
# Means: one file that a Python service, a shell script and a Node service share gives them different passwords, and the
#   mail server or the database says "wrong password". Put values with `#` between double quotes (all four agree then),
#   or use random secrets of letters and digits.
# Needs python3, node 20.12 or later, npm and go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm init -y >npm.log
npm install --no-audit --no-fund dotenv@18.0.10 >>npm.log
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check python-dotenv==1.2.4

cat >env.txt <<'ENV'
PLAIN=pa#ss
BLANK=pa #ss
QUOTED="pa#ss"
ESCAPED='a\'b'
ENV
cat >read.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { parse } from 'dotenv';
const tell = (tool, { PLAIN, BLANK, QUOTED, ESCAPED }) => console.log(tool, '|', PLAIN, '|', BLANK, '|', QUOTED, '|', ESCAPED);
tell('node', parseEnv(readFileSync('env.txt', 'utf8')));
tell('dotenv', parse(readFileSync('env.txt')));
JS
cat >read.py <<'PY'
from dotenv import dotenv_values
print('python-dotenv', *dotenv_values('env.txt').values(), sep=' | ')
PY
cat >read.go <<'GO'
package main

import (
	"fmt"

	"github.com/joho/godotenv"
)

func main() {
	values, err := godotenv.Read("env.txt")
	fmt.Println("godotenv |", values["PLAIN"], "|", values["BLANK"], "|", values["QUOTED"], "|", values["ESCAPED"], err)
}
GO
cat >read.sh <<'SH'
eval "$(head -1 env.txt)"
echo "shell | $PLAIN"
SH
printf 'module read\n\ngo 1.24\n' >go.mod
go get github.com/joho/godotenv@v1.5.1 2>go.log

echo "node $(node --version), dotenv 18.0.10, python-dotenv 1.2.4, $(go env GOVERSION), godotenv 1.5.1"
{ node read.mjs; venv/bin/python read.py; go run read.go; sh read.sh; } | tee seen
cat >expected <<'TXT'
node | pa | pa | pa#ss | a\
dotenv | pa | pa | pa#ss | a\'b
python-dotenv | pa#ss | pa | pa#ss | a'b
godotenv | pa#ss | pa | pa#ss | a\'b <nil>
shell | pa#ss
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
