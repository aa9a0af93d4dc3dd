/**
 * Tokens that mean something only to this deployment (mail links, challenges), as text: base64url of version
 * (1 byte) and value (32 random bytes). Owns their form and their hash; knows no database. Stored is only
 * HMAC(key, purpose, value): a token of one purpose is nothing for another.
 */
import { createHmac } from 'node:crypto';

import type { Randomness } from './randomness.js';
import type { Secrets } from './secrets.js';

const VERSION = 1;
const VALUE_LENGTH = 32;
/** 33 bytes are 44 characters of base64url, without any left over: one token has one spelling. */
const tokenForm = /^[A-Za-z0-9_-]{44}$/;

export interface TokenHash {
  readonly tokenHash: string;
  /** Names the entry of SECRET. */
  readonly keyId: string;
}

export interface OpaqueTokens<Purpose extends string> {
  make(randomness: Randomness): string;
  /** How it can be stored: one hash for each entry of SECRET, the current one first. Empty for what is no token. */
  hashes(token: string, purpose: Purpose): readonly TokenHash[];
}

/** @param label of the keys: each use has its own. */
export function createOpaqueTokens<Purpose extends string>(
  secrets: Secrets,
  label: string,
): OpaqueTokens<Purpose> {
  const keys = secrets.keysFor(label);
  return {
    make: (randomness) =>
      Buffer.concat([Buffer.from([VERSION]), randomness(VALUE_LENGTH)]).toString('base64url'),
    hashes(token, purpose) {
      if (!tokenForm.test(token)) return [];
      const bytes = Buffer.from(token, 'base64url');
      if (bytes[0] !== VERSION) return [];
      return keys.map(({ id, bytes: key }) => ({
        keyId: id,
        tokenHash: createHmac('sha256', key).update(`${purpose}\0`).update(bytes).digest('base64url'),
      }));
    },
  };
}
