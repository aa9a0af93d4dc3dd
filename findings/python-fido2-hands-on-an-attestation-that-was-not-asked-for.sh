#!/usr/bin/env bash
# A security key always attests; what a site asked for is the client's to see to: for "none", browsers take the statement out and blank
# the AAGUID (WebAuthn 5.1.3). Asked for "none", does the client of python-fido2?
#
# Guess: yes. It is no browser, but it takes the options of one and answers with what a browser would send.
# Seen with fido2 2.2.1: no. `attestation` is only looked at for "enterprise"; the certificate of the key and its AAGUID go to the site. Its
# own server takes that, since it does not look at attestations by default; servers that refuse what they did not ask for refuse the key.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder"
"$folder/bin/pip" install --quiet --disable-pip-version-check fido2==2.2.1 cryptography==50.0.2

"$folder/bin/python" - <<'PYTHON'
import datetime
import secrets
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.client import DefaultClientDataCollector, Fido2Client
from fido2.cose import ES256
from fido2.ctap import CtapDevice
from fido2.hid import CAPABILITY
from fido2.server import Fido2Server
from fido2.utils import sha256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData, PublicKeyCredentialUserEntity

AAGUID = Aaguid(bytes(range(16)))
MAKER = ec.generate_private_key(ec.SECP256R1())


def certificate():
    """As WebAuthn 8.2.1 wants one."""
    parts = {"COUNTRY_NAME": "SE", "ORGANIZATION_NAME": "Maker", "ORGANIZATIONAL_UNIT_NAME": "Authenticator Attestation"}
    name = x509.Name(
        [x509.NameAttribute(getattr(x509.NameOID, part), value) for part, value in parts.items()]
        + [x509.NameAttribute(x509.NameOID.COMMON_NAME, "Key 12345")]
    )
    now = datetime.datetime.now(datetime.timezone.utc)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(MAKER.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    made = made.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    return made.sign(MAKER, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


class Key(CtapDevice):
    """A security key that knows how to register."""

    capabilities = CAPABILITY.CBOR

    @classmethod
    def list_devices(cls):
        return iter(())

    def call(self, cmd, data=b"", event=None, on_keepalive=None):
        if data[0] == 4:
            return b"\0" + cbor.encode({1: ["FIDO_2_0"], 3: bytes(AAGUID), 4: {"rk": True, "up": True}})
        request = cbor.decode(data[1:])
        own = ec.generate_private_key(ec.SECP256R1())
        public = ES256.from_cryptography_key(own.public_key())
        attested = AttestedCredentialData.create(AAGUID, secrets.token_bytes(32), public)
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
        signed = AuthenticatorData.create(sha256(request[2]["id"].encode()), flags, 0, attested)
        signature = MAKER.sign(signed + request[1], ec.ECDSA(hashes.SHA256()))
        return b"\0" + cbor.encode({1: "packed", 2: signed, 3: {"alg": -7, "sig": signature, "x5c": [certificate()]}})


server = Fido2Server({"id": "example.com", "name": "Example"}, attestation="none")
options, state = server.register_begin(PublicKeyCredentialUserEntity(id=b"1", name="ada", display_name="Ada"))
client = Fido2Client(Key(), DefaultClientDataCollector("https://example.com"))
answer = client.make_credential(options["publicKey"])
attestation = answer.response.attestation_object
aaguid = attestation.auth_data.credential_data.aaguid
server.register_complete(state, answer)
print(f"asked for: {options['publicKey']['attestation']}")
print(f"the site is given: {attestation.fmt}, {len(attestation.att_stmt.get('x5c', []))} certificate, AAGUID {aaguid}")
is_as_seen = attestation.fmt == "packed" and len(attestation.att_stmt["x5c"]) == 1 and aaguid == AAGUID
sys.exit(0 if is_as_seen else 1)
PYTHON
