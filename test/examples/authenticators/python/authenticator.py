"""Authenticators of software, reached through the client of python-fido2: CTAP2 as a security key speaks it.

Takes lines of JSON, and answers each by one: {"credential": ...}, or {"refused": ...} where the client refuses.

    {"do": "create" | "get", "device": name, "origin": ..., "options": ..., "like": {...}}
    {"do": "copy", "device": name, "as": name}

`like` tells how a new device is made: `algorithms` by their COSE numbers, `verifies` its user, `keeps` passkeys. With
`"careless": true` the client does not ask whether the page may use the RP ID.
"""

import copy
import json
import secrets
import sys

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from fido2 import cbor
from fido2.client import ClientError, DefaultClientDataCollector, Fido2Client
from fido2.cose import ES256, RS256, CoseKey, EdDSA
from fido2.ctap import CtapDevice, CtapError
from fido2.ctap2 import Ctap2
from fido2.hid import CAPABILITY
from fido2.rpid import verify_rp_id
from fido2.utils import sha256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

FLAG = AuthenticatorData.FLAG


def new_key(algorithm):
    if algorithm == ES256.ALGORITHM:
        return ec.generate_private_key(ec.SECP256R1())
    if algorithm == EdDSA.ALGORITHM:
        return ed25519.Ed25519PrivateKey.generate()
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def sign(algorithm, key, message):
    if algorithm == ES256.ALGORITHM:
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    if algorithm == EdDSA.ALGORITHM:
        return key.sign(message)
    return key.sign(message, padding.PKCS1v15(), hashes.SHA256())


class SoftwareKey(CtapDevice):
    """A CTAP2 authenticator with one counter for each passkey, which says yes to whatever it is asked."""

    capabilities = CAPABILITY.CBOR

    def __init__(self, algorithms=(ES256.ALGORITHM,), verifies=True, keeps=True):
        self.algorithms = algorithms
        self.verifies = verifies
        self.keeps = keeps
        self.passkeys = {}

    @classmethod
    def list_devices(cls):
        return iter(())

    def call(self, cmd, data=b"", event=None, on_keepalive=None):
        commands = {
            Ctap2.CMD.GET_INFO: self.tell,
            Ctap2.CMD.MAKE_CREDENTIAL: self.make,
            Ctap2.CMD.GET_ASSERTION: self.answer,
        }
        try:
            answer = commands[data[0]](cbor.decode(data[1:]) if data[1:] else {})
        except CtapError as error:
            return bytes([error.code])
        return b"\0" + cbor.encode(answer)

    def tell(self, _request):
        options = {"rk": self.keeps, "up": True}
        if self.verifies:
            options["uv"] = True
        # A PIN protocol that is never used: without one the client refuses to ask for user verification at all.
        return {1: ["FIDO_2_0"], 3: bytes(Aaguid.NONE), 4: options, 6: [2]}

    def make(self, request):
        rp_id = request[2]["id"]
        if self.find(rp_id, request.get(5) or []):
            raise CtapError(CtapError.ERR.CREDENTIAL_EXCLUDED)
        offered = [param["alg"] for param in request[4]]
        algorithm = next((alg for alg in offered if alg in self.algorithms), None)
        if algorithm is None:
            raise CtapError(CtapError.ERR.UNSUPPORTED_ALGORITHM)
        key, credential_id = new_key(algorithm), secrets.token_bytes(48)
        public = CoseKey.for_alg(algorithm).from_cryptography_key(key.public_key())
        is_kept = request.get(7, {}).get("rk", False)
        self.passkeys[credential_id] = {
            "rp": rp_id,
            "user": request[3] if is_kept else None,
            "algorithm": algorithm,
            "key": key,
            "counter": 0,
        }
        attested = AttestedCredentialData.create(Aaguid.NONE, credential_id, public)
        data = AuthenticatorData.create(sha256(rp_id.encode()), self.flags(request.get(7)) | FLAG.AT, 0, attested)
        statement = {"alg": algorithm, "sig": sign(algorithm, key, data + request[1])}
        return {1: "packed", 2: data, 3: statement}

    def answer(self, request):
        rp_id = request[1]
        found = self.find(rp_id, request[3]) if request.get(3) else self.kept(rp_id)
        if not found:
            raise CtapError(CtapError.ERR.NO_CREDENTIALS)
        credential_id, passkey = found[-1]
        if request.get(5, {}).get("up", True):
            passkey["counter"] += 1
        data = AuthenticatorData.create(sha256(rp_id.encode()), self.flags(request.get(5)), passkey["counter"])
        answer = {
            1: {"id": credential_id, "type": "public-key"},
            2: data,
            3: sign(passkey["algorithm"], passkey["key"], data + request[2]),
        }
        return {**answer, 4: {"id": passkey["user"]["id"]}} if passkey["user"] else answer

    def flags(self, options):
        asked = options or {}
        present = FLAG.UP if asked.get("up", True) else FLAG(0)
        return present | FLAG.UV if asked.get("uv") else present

    def find(self, rp_id, descriptors):
        ids = [descriptor["id"] for descriptor in descriptors]
        return [(id, passkey) for id, passkey in self.passkeys.items() if id in ids and passkey["rp"] == rp_id]

    def kept(self, rp_id):
        return [(id, passkey) for id, passkey in self.passkeys.items() if passkey["user"] and passkey["rp"] == rp_id]


def client_of(device, origin, is_careless):
    verify = (lambda _rp_id, _origin: True) if is_careless else verify_rp_id
    return Fido2Client(device, DefaultClientDataCollector(origin, verify=verify))


def obey(devices, order):
    if order["do"] == "copy":
        devices[order["as"]] = copy.copy(devices[order["device"]])
        devices[order["as"]].passkeys = {id: dict(passkey) for id, passkey in devices[order["device"]].passkeys.items()}
        return {}
    device = devices.setdefault(order["device"], None) or SoftwareKey(**order.get("like", {}))
    devices[order["device"]] = device
    client = client_of(device, order["origin"], order.get("careless", False))
    try:
        if order["do"] == "create":
            return {"credential": dict(client.make_credential(order["options"]))}
        return {"credential": dict(client.get_assertion(order["options"]).get_response(0))}
    except ClientError as error:
        return {"refused": error.code.name}


def main():
    devices = {}
    for line in sys.stdin:
        print(json.dumps(obey(devices, json.loads(line)), default=dict), flush=True)


if __name__ == "__main__":
    main()
