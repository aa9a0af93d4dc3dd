/**
 * The signing keys of this deployment, as every replica sees them: who signs now, which public keys verify, and
 * the key set that is published. Knows nothing of tokens.
 */
import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

import { conflictingField } from '../database/unique-conflict.js';
import type { Clock } from '../foundation/clock.js';
import type { Events } from '../foundation/events.js';
import type { SecretBox } from '../foundation/secret-box.js';
import { StartupError } from '../foundation/startup-error.js';
import type { SigningKeyDocument, SigningKeyModel } from './signing-key.model.js';

const ALGORITHM = 'EdDSA';

export interface SigningKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
}

export interface KeyRing {
  readonly signer: SigningKey;
  /** The JWK Set (RFC 7517 section 5); public members only. */
  readonly publicKeys: { readonly keys: readonly JWK[] };
  findKey(kid: string): CryptoKey | undefined;
}

export interface KeyRingOptions {
  readonly model: SigningKeyModel;
  /** For private keys at rest. */
  readonly box: SecretBox;
  readonly events: Events;
  readonly clock: Clock;
}

/** Opens the ring; on an empty database it makes the first key, once, however many replicas start. */
export async function openKeyRing(options: KeyRingOptions): Promise<KeyRing> {
  const stored = await options.model.find().sort({ sequence: 1 }).lean().exec();
  const documents = stored.length > 0 ? stored : await makeFirstKey(options);
  const newest = documents.at(-1);
  if (newest === undefined) throw new Error('There is no signing key.');

  const jwks = documents.map(({ publicJwk }) => JSON.parse(publicJwk) as JWK);
  const publicKeys = new Map<string, CryptoKey>();
  for (const document of documents) {
    publicKeys.set(document._id, await importKey(JSON.parse(document.publicJwk) as JWK, document.algorithm));
  }
  const privateKey = await importKey(await openPrivateJwk(options.box, newest), newest.algorithm);
  return {
    signer: { kid: newest._id, algorithm: newest.algorithm, privateKey },
    publicKeys: { keys: jwks },
    findKey: (kid) => publicKeys.get(kid),
  };
}

async function openPrivateJwk(box: SecretBox, { privateJwkBox }: SigningKeyDocument): Promise<JWK> {
  try {
    return JSON.parse(await box.open(privateJwkBox)) as JWK;
  } catch (error) {
    throw new StartupError(
      'The signing key in the database cannot be decrypted: it was made under another SECRET.\n' +
        'Add that one to the end of the list, as in SECRET=new,old.',
      { cause: error },
    );
  }
}

async function makeFirstKey(options: KeyRingOptions): Promise<SigningKeyDocument[]> {
  const key = await generateKey(options);
  try {
    await options.model.create(key);
    options.events.raise('key.created', { kid: key._id });
  } catch (error) {
    // Another replica was first: its key is the key.
    if (conflictingField(error) === undefined) throw error;
  }
  return options.model.find().sort({ sequence: 1 }).lean().exec();
}

async function generateKey({ box, clock }: KeyRingOptions): Promise<SigningKeyDocument> {
  const pair = await generateKeyPair(ALGORITHM, { crv: 'Ed25519', extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    _id: kid,
    schemaVersion: 1,
    sequence: 1,
    algorithm: ALGORITHM,
    publicJwk: JSON.stringify({ ...jwk, kid, alg: ALGORITHM, use: 'sig' }),
    privateJwkBox: await box.seal(JSON.stringify(await exportJWK(pair.privateKey))),
    createdAt: clock.now(),
  };
}

async function importKey(jwk: JWK, algorithm: string): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('A signing key must be asymmetric.');
  return key;
}
