import type { CryptoKey } from 'jose';

/** Signature algorithms that a guard may accept: asymmetric ones. `none` and HS* are never among them (RFC 8725 3.1, 3.2). */
const asymmetric: ReadonlySet<string> = new Set([
  'EdDSA',
  'Ed25519',
  ...['ES256', 'ES384', 'ES512'],
  ...['RS256', 'RS384', 'RS512'],
  ...['PS256', 'PS384', 'PS512'],
]);

/** What a Portcullis can be set to sign with. */
const usual = ['EdDSA', 'ES256', 'RS256', 'PS256'] as const;

/** @throws TypeError for an empty list, and for an algorithm whose key would be a secret. */
export function checkAlgorithms(algorithms: readonly string[] = usual): ReadonlySet<string> {
  const refused = algorithms.filter((algorithm) => !asymmetric.has(algorithm));
  if (refused.length > 0) throw new TypeError(`The guard accepts no ${refused.join(', ')}.`);
  if (algorithms.length === 0) throw new TypeError('The guard needs an algorithm to accept.');
  return new Set(algorithms);
}

/**
 * The public key of a `kid`, where it is known and of this algorithm, else undefined. It is asked for each token, also
 * for one that was verified before, so let it answer at once, and with the same object as long as the key is the same.
 */
export type FindKey = (
  kid: string,
  algorithm: string,
) => CryptoKey | undefined | Promise<CryptoKey | undefined>;

/** Promises of other realms and libraries count as well. */
export function isPending<T>(answer: T | PromiseLike<T>): answer is PromiseLike<T> {
  return typeof answer === 'object' && answer !== null && 'then' in answer;
}
