#!/usr/bin/env bash
# Expected: RFC 7518, section 6.2.1.2: the octets of `x` have the full length of the curve's coordinates, 32 for P-256,
#   so leading zeros are kept.
# Seen: Authlib 1.9.10 drops them when it makes a JWK of a PEM: about one P-256 key in 128 has an `x` or `y` of 31 octets.
#   go-jose 4.1.9 (and so go-oidc) refuses such a key; its RFC 7638 thumbprint is another one than that of
#   the same key written by joserfc 1.8.0, and Authlib takes that thumbprint for `kid`. Others read the key all the same.
# Means: tests pass and one client in a hundred cannot publish the key of its private_key_jwt or DPoP proofs, or is
#   looked up under another kid. Write key sets with joserfc, which Authlib itself recommends.
# Needs python3 and go on the PATH.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check Authlib==1.9.10 joserfc==1.8.0 cryptography==50.0.2

cat >write.py <<'PY'
import base64, json, warnings
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from joserfc.jwk import ECKey
warnings.simplefilter('ignore')
from authlib.jose import JsonWebKey

while (key := ec.generate_private_key(ec.SECP256R1()).public_key()).public_numbers().x >> 248:
    pass
pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
authlib, joserfc = JsonWebKey.import_key(pem, {'kty': 'EC'}), ECKey.import_key(pem)
for tool, jwk in (('authlib', authlib.as_dict()), ('joserfc', joserfc.as_dict())):
    with open(f'{tool}.json', 'w') as file:
        json.dump(jwk, file)
    print(tool, 'x has', len(base64.urlsafe_b64decode(jwk['x'] + '==')), 'octets')
print('same thumbprint:', authlib.thumbprint() == joserfc.thumbprint())
PY
cat >read.go <<'GO'
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/go-jose/go-jose/v4"
)

func main() {
	for _, tool := range []string{"authlib", "joserfc"} {
		text, _ := os.ReadFile(tool + ".json")
		var key jose.JSONWebKey
		fmt.Println("go-jose reads what", tool, "wrote:", json.Unmarshal(text, &key))
	}
}
GO
printf 'module read\n\ngo 1.24\n' >go.mod
go get github.com/go-jose/go-jose/v4@v4.1.9 2>go.log

echo "$(python3 --version), Authlib 1.9.10, joserfc 1.8.0, $(go env GOVERSION), go-jose 4.1.9"
{ venv/bin/python write.py; go run read.go; } | tee seen
cat >expected <<'TXT'
authlib x has 31 octets
joserfc x has 32 octets
same thumbprint: False
go-jose reads what authlib wrote: go-jose/go-jose: invalid EC public key, wrong length for x
go-jose reads what joserfc wrote: <nil>
TXT
diff expected seen || { echo 'CHANGED: this surprise is not what it was'; exit 1; }
echo 'still so'
