/** A JWK Set (RFC 7517) as the guard believes it: public keys for signatures, each with its one algorithm. */
import { type CryptoKey, importJWK, type JWK } from 'jose';

import { isPending } from './public-key.js';

interface SetKey {
  readonly algorithm: string;
  readonly key: CryptoKey;
  /** The JWK it came from, as JSON. */
  readonly source: string;
}

export type KeySet = ReadonlyMap<string, SetKey>;

const MAX_KEYS = 100;
const MIN_RSA_BITS = 2_048;
const secretMembers = ['k', 'd', 'p', 'q', 'dp', 'dq', 'qi', 'oth'] as const;
const keyTypes: readonly (readonly [algorithms: RegExp, keyType: string])[] = [
  [/^Ed/, 'OKP'],
  [/^ES/, 'EC'],
  [/^[RP]S/, 'RSA'],
];

/**
 * One key that should not be there makes the whole set unbelievable. Keys of other uses or algorithms are left out.
 * @param before whose keys are taken over where they are unchanged, so that they stay the same objects.
 * @throws Error that says what is wrong, without any key.
 */
export async function readKeySet(
  document: Readonly<Record<string, unknown>>,
  algorithms: ReadonlySet<string>,
  before: KeySet,
): Promise<KeySet> {
  const { keys } = document;
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > MAX_KEYS)
    throw new Error(`A key set has 1 to ${MAX_KEYS} keys.`);
  const set = new Map<string, SetKey>();
  const kids = new Set<string>();
  for (const entry of keys as unknown[]) {
    const jwk = checkKey(entry);
    if (kids.has(jwk.kid)) throw new Error('Two keys of the key set have one kid.');
    kids.add(jwk.kid);
    if (jwk.use !== undefined && jwk.use !== 'sig') continue;
    if (algorithms.has(jwk.alg)) set.set(jwk.kid, await readKey(jwk, before));
  }
  return set;
}

type PublicJwk = JWK & { readonly kid: string; readonly alg: string };

function checkKey(entry: unknown): PublicJwk {
  if (typeof entry !== 'object' || entry === null) throw new Error('A key of the key set is no object.');
  const jwk = entry as JWK;
  // Whoever fetches a private key can sign, and an HMAC key is one (RFC 8725 section 2.1): such a set is compromised.
  if (jwk.kty === 'oct' || secretMembers.some((name) => Object.hasOwn(jwk, name)))
    throw new Error('The key set holds a private or symmetric key.');
  const { kid, alg } = jwk;
  if (typeof kid !== 'string' || kid === '') throw new Error('A key of the key set has no kid.');
  // The key says its algorithm, never the token (RFC 8725 section 3.1).
  if (typeof alg !== 'string') throw new Error('A key of the key set has no alg.');
  return jwk as PublicJwk;
}

async function readKey(jwk: PublicJwk, before: KeySet): Promise<SetKey> {
  const source = JSON.stringify(jwk);
  const known = before.get(jwk.kid);
  if (known?.source === source) return known;
  const { kty, alg: algorithm, kid } = jwk;
  const isFitting = keyTypes.some(([names, keyType]) => names.test(algorithm) && keyType === kty);
  const key = isFitting ? await importPublicKey(jwk) : undefined;
  if (key === undefined) throw new Error(`The key ${kid} of the key set is no public key for ${algorithm}.`);
  return { algorithm, key, source };
}

async function importPublicKey(jwk: PublicJwk): Promise<CryptoKey | undefined> {
  const answer = importJWK(jwk, jwk.alg);
  const key = isPending(answer) ? await answer.catch(() => undefined) : answer;
  if (key === undefined || key instanceof Uint8Array || key.type !== 'public') return undefined;
  const { modulusLength = MIN_RSA_BITS } = key.algorithm as { modulusLength?: number };
  return modulusLength >= MIN_RSA_BITS ? key : undefined;
}
