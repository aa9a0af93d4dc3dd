#!/usr/bin/env bash
# Expected: GraphQL over HTTP (draft, section 6.4.2): with the media type application/graphql-response+json a client
#   reads the body whatever the status; a 400 carries `errors` with their `extensions.code` as a 200 does.
# Seen: the client that ariadne-codegen 0.19.0 generates raises GraphQLClientHttpError, "HTTP status code: 400", without
#   errors; sgqlc 18 reads them when the type is application/json, but makes one error, "HTTP Error 400: Bad Request",
#   of graphql-response+json, with the answer as text in `body`. gql 4.0.0 has them in both cases.
# Means: code that switches on `extensions.code` sees refusals that resolvers raise (200) and none of the others (a document
#   that is invalid or too complex, a variable of the wrong type). In ariadne-codegen catch GraphQLClientHttpError too and
#   read `error.response.json()["errors"]`; in sgqlc parse `body`.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check ariadne-codegen==0.19.0 sgqlc==18 'gql[requests]==4.0.0'

echo 'type Query { hello: String }' >schema.graphql
echo 'query hello { hello }' >hello.graphql
printf '[tool.ariadne-codegen]\nschema_path = "schema.graphql"\nqueries_path = "hello.graphql"\ntarget_package_name = "generated"\nasync_client = false\n' >pyproject.toml
venv/bin/ariadne-codegen >codegen.log

cat >ask.py <<'PY'
import json, logging, threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from generated import Client as Ariadne
from gql import Client, gql
from gql.transport.requests import RequestsHTTPTransport
from sgqlc.endpoint.http import HTTPEndpoint
logging.disable()

class Refusing(BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers['content-length']))
        body = json.dumps({'errors': [{'message': 'Too much at once.', 'extensions': {'code': 'TOO_COMPLEX'}}]}).encode()
        self.send_response(400)
        self.send_header('content-type', media_type)
        self.send_header('content-length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *_):
        pass

server = HTTPServer(('127.0.0.1', 0), Refusing)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f'http://127.0.0.1:{server.server_port}/graphql'
for media_type in ('application/json', 'application/graphql-response+json'):
    print(media_type)
    try:
        Ariadne(url).hello()
    except Exception as error:
        print('  ariadne-codegen:', type(error).__name__, '-', error, '- errors:', getattr(error, 'errors', 'none'))
    answer = HTTPEndpoint(url)('{ hello }')['errors'][0]
    print('  sgqlc:', answer['message'], answer.get('extensions'))
    try:
        Client(transport=RequestsHTTPTransport(url=url)).execute(gql('{ hello }'))
    except Exception as error:
        print('  gql:', error.errors[0]['extensions'])
PY

echo "$(python3 --version), ariadne-codegen 0.19.0, sgqlc 18, gql 4.0.0"
venv/bin/python ask.py | tee seen
cat >expected <<'TXT'
application/json
  ariadne-codegen: GraphQLClientHttpError - HTTP status code: 400 - errors: none
  sgqlc: Too much at once. {'code': 'TOO_COMPLEX'}
  gql: {'code': 'TOO_COMPLEX'}
application/graphql-response+json
  ariadne-codegen: GraphQLClientHttpError - HTTP status code: 400 - errors: none
  sgqlc: HTTP Error 400: Bad Request None
  gql: {'code': 'TOO_COMPLEX'}
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
