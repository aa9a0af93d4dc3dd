#!/usr/bin/env bash
# Expected: RFC 6265, section 4.2: in a Cookie header every pair is a cookie; `version` or `path` is a name as any other.
# Seen: http.cookies.SimpleCookie reads such a first pair as an attribute without a cookie, and gives up: it returns
#   nothing at all, also of the pairs that follow, and says nothing. So does what is built on it: Bottle 0.13.4 finds no
#   accessToken. Put after another cookie, `version` is taken for an attribute of that one, and is itself lost.
#   Reserved so: expires, path, comment, domain, max-age, secure, httponly, version, samesite. Starlette 1.3.1's own
#   parser finds all.
# Means: on a host shared with somebody's page that sets a cookie `version` or `comment`, a Python service behind the
#   access cookie takes signed-in people for strangers, depending on the order of the header. Name cookies otherwise, or
#   read them with a parser of RFC 6265.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check bottle==0.13.4 starlette==1.3.1

cat >read.py <<'PY'
from http.cookies import SimpleCookie
from bottle import BaseRequest
from starlette.requests import cookie_parser

for header in ('theme=dark; accessToken=abc', 'version=2; accessToken=abc', 'comment=hi; accessToken=abc', 'accessToken=abc; version=2'):
    print(header)
    print('  http.cookies', {name: morsel.value for name, morsel in SimpleCookie(header).items()})
    print('  bottle', BaseRequest({'HTTP_COOKIE': header}).get_cookie('accessToken'))
    print('  starlette', cookie_parser(header))
PY

echo "$(python3 --version), bottle 0.13.4, starlette 1.3.1"
venv/bin/python read.py | tee seen
cat >expected <<'TXT'
theme=dark; accessToken=abc
  http.cookies {'theme': 'dark', 'accessToken': 'abc'}
  bottle abc
  starlette {'theme': 'dark', 'accessToken': 'abc'}
version=2; accessToken=abc
  http.cookies {}
  bottle None
  starlette {'version': '2', 'accessToken': 'abc'}
comment=hi; accessToken=abc
  http.cookies {}
  bottle None
  starlette {'comment': 'hi', 'accessToken': 'abc'}
accessToken=abc; version=2
  http.cookies {'accessToken': 'abc'}
  bottle abc
  starlette {'accessToken': 'abc', 'version': '2'}
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
