/**
 * An authenticator of our own, written after WebAuthn and RFC 8949 alone, and the browser around it: what the gateway takes is
 * not judged by the library that it takes it with. It does what it is told, also what no real one would.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';

type Cbor = number | string | Buffer | Map<Cbor, Cbor>;

/** RFC 8949 section 3, as far as WebAuthn goes: integers, texts, bytes and maps. */
export function encodeCbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? cborHead(1, -1 - value) : cborHead(0, value);
  if (typeof value === 'string')
    return Buffer.concat([cborHead(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([cborHead(2, value.length), value]);
  const members = [...value].flatMap(([key, member]) => [encodeCbor(key), encodeCbor(member)]);
  return Buffer.concat([cborHead(5, value.size), ...members]);
}

function cborHead(major: number, length: number): Buffer {
  const first = major << 5;
  if (length < 24) return Buffer.from([first | length]);
  if (length < 256) return Buffer.from([first | 24, length]);
  if (length < 65_536) return Buffer.from([first | 25, length >> 8, length & 255]);
  const wide = Buffer.alloc(5);
  wide[0] = first | 26;
  wide.writeUInt32BE(length, 1);
  return wide;
}

type KeyKind = 'ES256' | 'EdDSA' | 'RS256' | 'ES384';

const member = (jwk: object, name: string) =>
  Buffer.from((jwk as Record<string, string>)[name] ?? '', 'base64url');

const keyKinds: Readonly<
  Record<
    KeyKind,
    {
      make: () => { publicKey: KeyObject; privateKey: KeyObject };
      cose: (jwk: object) => Map<Cbor, Cbor>;
      hash: string | null;
    }
  >
> = {
  ES256: {
    make: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    cose: (jwk) =>
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, member(jwk, 'x')],
        [-3, member(jwk, 'y')],
      ]),
    hash: 'sha256',
  },
  ES384: {
    make: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    cose: (jwk) =>
      new Map<Cbor, Cbor>([
        [1, 2],
        [3, -35],
        [-1, 2],
        [-2, member(jwk, 'x')],
        [-3, member(jwk, 'y')],
      ]),
    hash: 'sha384',
  },
  EdDSA: {
    make: () => generateKeyPairSync('ed25519'),
    cose: (jwk) =>
      new Map<Cbor, Cbor>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, member(jwk, 'x')],
      ]),
    hash: null,
  },
  RS256: {
    make: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    cose: (jwk) =>
      new Map<Cbor, Cbor>([
        [1, 3],
        [3, -257],
        [-1, member(jwk, 'n')],
        [-2, member(jwk, 'e')],
      ]),
    hash: 'sha256',
  },
};

/** How it behaves; absent: as a phone that syncs nothing and verifies its user. */
export interface Behaviour {
  readonly origin: string;
  readonly rpId?: string;
  readonly key?: KeyKind;
  /** Undefined: as many as it has answered; a number is told whatever was before. */
  readonly counter?: number;
  readonly userPresent?: boolean;
  readonly userVerified?: boolean;
  readonly backupEligible?: boolean;
  readonly backedUp?: boolean;
  readonly aaguid?: string;
  readonly credentialId?: Buffer;
  readonly transports?: readonly string[];
  /** As the answer says it; undefined: as it was registered; null: not at all. */
  readonly userHandle?: string | null;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly attestation?: { readonly fmt: string; readonly attStmt: Map<Cbor, Cbor> };
}

export interface SoftwarePasskey {
  readonly id: string;
  readonly userHandle: string;
  readonly behaviour: Behaviour;
  readonly privateKey: KeyObject;
  /** Counts its answers. */
  answers: number;
}

/** What `navigator.credentials.create()` would resolve to, and the passkey that it made. */
export function createPasskey(
  options: PublicKeyCredentialCreationOptionsJSON,
  behaviour: Behaviour,
): { passkey: SoftwarePasskey; response: RegistrationResponseJSON } {
  const kind = keyKinds[behaviour.key ?? 'ES256'];
  const { publicKey, privateKey } = kind.make();
  const credentialId = behaviour.credentialId ?? randomBytes(32);
  const id = credentialId.toString('base64url');
  const passkey = { id, userHandle: options.user.id, behaviour, privateKey, answers: 0 };
  const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255]);
  const aaguid = Buffer.from((behaviour.aaguid ?? '0'.repeat(32)).replaceAll('-', ''), 'hex');
  const key = encodeCbor(kind.cose(publicKey.export({ format: 'jwk' })));
  const attested = Buffer.concat([aaguid, length, credentialId, key]);
  const { fmt, attStmt } = behaviour.attestation ?? { fmt: 'none', attStmt: new Map<Cbor, Cbor>() };
  const authData = authenticatorData(behaviour, options.rp.id ?? '', behaviour.counter ?? 0, attested);
  const attestation = new Map<Cbor, Cbor>([
    ['fmt', fmt],
    ['attStmt', attStmt],
    ['authData', authData],
  ]);
  return {
    passkey,
    response: {
      ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData('webauthn.create', options.challenge, behaviour),
        attestationObject: encodeCbor(attestation).toString('base64url'),
        transports: [...(behaviour.transports ?? ['internal'])] as ('internal' | 'usb')[],
      },
    },
  };
}

/** What `navigator.credentials.get()` would resolve to. @param otherwise how it behaves this once. */
export function usePasskey(
  options: PublicKeyCredentialRequestOptionsJSON,
  passkey: SoftwarePasskey,
  otherwise: Partial<Behaviour> = {},
): AuthenticationResponseJSON {
  const behaviour = { ...passkey.behaviour, ...otherwise };
  passkey.answers += 1;
  const authData = authenticatorData(behaviour, options.rpId ?? '', behaviour.counter ?? passkey.answers);
  const clientDataJSON = clientData('webauthn.get', options.challenge, behaviour);
  const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
  const signed = Buffer.concat([authData, hash]);
  const signature = sign(keyKinds[behaviour.key ?? 'ES256'].hash, signed, passkey.privateKey);
  const userHandle = behaviour.userHandle === undefined ? passkey.userHandle : behaviour.userHandle;
  const id = behaviour.credentialId?.toString('base64url') ?? passkey.id;
  return {
    ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
    response: {
      clientDataJSON,
      authenticatorData: authData.toString('base64url'),
      signature: signature.toString('base64url'),
      ...(userHandle !== null && { userHandle }),
    },
  };
}

function clientData(type: string, challenge: string, behaviour: Partial<Behaviour>): string {
  const { origin, crossOrigin = false } = behaviour;
  const data = {
    type: behaviour.type ?? type,
    challenge: behaviour.challenge ?? challenge,
    origin,
    crossOrigin,
  };
  return Buffer.from(JSON.stringify(data)).toString('base64url');
}

/** WebAuthn 6.1: the hash of the RP ID, flags, the counter, and what was attested. */
function authenticatorData(
  behaviour: Behaviour,
  optionsRpId: string,
  counter: number,
  attested = Buffer.alloc(0),
): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  const hash = createHash('sha256')
    .update(behaviour.rpId ?? optionsRpId)
    .digest();
  const flags = flagsOf(behaviour) | (attested.length > 0 ? 64 : 0);
  return Buffer.concat([hash, Buffer.from([flags]), count, attested]);
}

function flagsOf(behaviour: Behaviour): number {
  const { userPresent = true, userVerified = true, backupEligible = false, backedUp = false } = behaviour;
  const bits = [userPresent && 1, userVerified && 4, backupEligible && 8, backedUp && 16];
  return bits.reduce<number>((flags, bit) => flags | Number(bit), 0);
}
