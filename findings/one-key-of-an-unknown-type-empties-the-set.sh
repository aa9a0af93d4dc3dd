#!/usr/bin/env bash
# Expected: RFC 7517, section 5: keys of a `kty` that a reader does not understand are to be ignored (SHOULD), so an issuer
#   may publish a key of a new kind beside the old ones before anything signs with it.
# Seen: with one ML-DSA key (kty AKP) in front of a good P-256 key, jwx 3.4.0, keyfunc 3.9.1 (jwkset 0.11.4), go-jose 4.1.9 and
#   Authlib 1.9.10 refuse the whole set, so each token of the P-256 key too. PyJWT 2.15.1 and joserfc 1.8.0 read the rest.
#   (go-oidc 3.21.0 does too: it has go-jose read key by key.)
# Means: whoever puts a key of a new kind into a key set (an own one, or one that merges several issuers) signs out the
#   users of many a Go service at once. Try the set on each verifier first; in jwx there is jwk.WithStrictKeySetParsing.
# Needs python3 and go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check Authlib==1.9.10 joserfc==1.8.0 PyJWT==2.15.1 cryptography==50.0.2

cat >read.py <<'PY'
import base64, json, jwt
from authlib.jose import JsonWebKey
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import KeySet
public = ec.generate_private_key(ec.SECP256R1()).public_key()
good = {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(public)), 'kid': 'good', 'alg': 'ES256', 'use': 'sig'}
new = {'kty': 'AKP', 'alg': 'ML-DSA-44', 'kid': 'new', 'pub': base64.urlsafe_b64encode(bytes(1312)).decode().rstrip('=')}
tools = {'pyjwt': jwt.PyJWKSet.from_dict, 'joserfc': KeySet.import_key_set, 'authlib': JsonWebKey.import_key_set}
for name, keys in {'alone': {'keys': [good]}, 'beside': {'keys': [new, good]}}.items():
    json.dump(keys, open(f'{name}.json', 'w'))
    for tool, read in tools.items():
        try:
            read(keys)
            print(tool, name, 'read')
        except Exception as error:
            print(tool, name, 'refused:', repr(error))
PY
cat >read.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/go-jose/go-jose/v4"
	"github.com/lestrrat-go/jwx/v3/jwk"
)

func main() {
	for _, name := range []string{"alone", "beside"} {
		keys, _ := os.ReadFile(name + ".json")
		_, jwx := jwk.Parse(keys)
		_, keyfunc := keyfunc.NewJWKSetJSON(keys)
		for tool, err := range map[string]error{"jwx": jwx, "keyfunc": keyfunc, "go-jose": json.Unmarshal(keys, new(jose.JSONWebKeySet))} {
			if err == nil {
				fmt.Println(tool, name, "read")
			} else {
				fmt.Printf("%s %s refused: %q\n", tool, name, err.Error())
			}
		}
	}
}
GO
printf 'module read\n\ngo 1.26\n' >go.mod
go get github.com/MicahParks/keyfunc/v3@v3.9.1 github.com/MicahParks/jwkset@v0.11.4 github.com/lestrrat-go/jwx/v3@v3.4.0 \
  github.com/go-jose/go-jose/v4@v4.1.9 2>go.log
go mod tidy 2>>go.log

echo "PyJWT 2.15.1, joserfc 1.8.0, Authlib 1.9.10, $(go env GOVERSION), jwx 3.4.0, keyfunc 3.9.1, go-jose 4.1.9"
{ venv/bin/python -W ignore read.py 2>warnings; go run read.go; } | tee told
sed 's/refused:.*/refused/' told | sort >seen
printf '%s alone read\n' authlib go-jose joserfc jwx keyfunc pyjwt >expected
printf '%s beside refused\n' authlib go-jose jwx keyfunc >>expected
printf '%s beside read\n' joserfc pyjwt >>expected
diff <(sort expected) seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
