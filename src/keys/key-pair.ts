import {
  calculateJwkThumbprint,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';

import type { SecretBox } from '../foundation/secret-box.js';
import type { SigningAlgorithm } from './signing-algorithm.js';
import type { SigningKeyDocument } from './signing-key.model.js';

/** What of a document is decided when the key is made; the rest is where and when it is stored. */
export type KeyPair = Required<Pick<SigningKeyDocument, '_id' | 'algorithm' | 'publicJwk' | 'privateJwkBox'>>;

/** Verified by every library that knows RS256, and quicker to sign with than a longer one (NIST SP 800-57: to 2030). */
const RSA_BITS = 2_048;

export async function makeKeyPair(algorithm: SigningAlgorithm, box: SecretBox): Promise<KeyPair> {
  const pair = await generateKeyPair(algorithm, { modulusLength: RSA_BITS, extractable: true });
  const jwk = await exportJWK(pair.publicKey);
  const kid = await calculateJwkThumbprint(jwk);
  // On a command line it would read as an option.
  if (kid.startsWith('-')) return makeKeyPair(algorithm, box);
  return {
    _id: kid,
    algorithm,
    publicJwk: JSON.stringify({ ...jwk, kid, alg: algorithm, use: 'sig' }),
    privateJwkBox: await box.seal(JSON.stringify(await exportJWK(pair.privateKey))),
  };
}

export async function importKey(jwk: JWK, algorithm: string): Promise<CryptoKey> {
  const key = await importJWK(jwk, algorithm);
  if (key instanceof Uint8Array) throw new TypeError('A signing key must be asymmetric.');
  return key;
}
