/**
 * The keys made from SECRET. Each use has a label of its own, so that no key serves two uses; each entry of the
 * list has an id that can stand beside what it encrypted without telling anything about it.
 */
import { hkdfSync } from 'node:crypto';

interface SecretKey {
  /** Names the entry of SECRET, not the use. */
  readonly id: string;
  readonly bytes: Buffer;
}

/** A label belongs to one use alone. The entries of SECRET themselves are handed to nobody. */
export interface Secrets {
  /** The keys for one use, in the order of SECRET: the first encrypts and keys, all decrypt and verify. */
  keysFor(label: string): readonly [SecretKey, ...SecretKey[]];
}

/** HKDF-SHA-256 (RFC 5869), 32 bytes. The salt is empty: entries of SECRET are random already. */
function deriveKey(secret: string, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', `portcullis/${label}`, 32));
}

/** @throws TypeError where the list is empty. */
export function createSecrets(list: readonly string[]): Secrets {
  const entries = list.map((secret) => ({
    secret,
    id: deriveKey(secret, 'key-id').toString('base64url').slice(0, 8),
  }));
  return {
    keysFor(label) {
      const [first, ...others] = entries.map(({ secret, id }) => ({ id, bytes: deriveKey(secret, label) }));
      if (first === undefined) throw new TypeError('SECRET is empty.');
      return [first, ...others];
    },
  };
}
