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

/** How a token is stored, beside whatever a room keeps with it. */
export interface TokenHash {
  readonly tokenHash: string;
  /** Names the entry of SECRET. */
  readonly keyId: string;
}

/** @typeParam Purpose what a token is good for; it goes into the hash and not into the text. */
export interface OpaqueTokens<Purpose extends string> {
  make(randomness: Randomness): string;
  /** How it is stored: under the current entry of SECRET. @throws TypeError for what is no token. */
  hash(token: string, purpose: Purpose): TokenHash;
  /** How it may be stored: one `tokenHash` for each entry of SECRET. Empty for what is no token. */
  hashes(token: string, purpose: Purpose): string[];
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
    hash(token, purpose) {
      const bytes = parse(token);
      const [current] = keys;
      if (bytes === undefined) throw new TypeError('What is stored is a token.');
      return { keyId: current.id, tokenHash: hashUnder(current.bytes, purpose, bytes) };
    },
    hashes(token, purpose) {
      const bytes = parse(token);
      return bytes === undefined ? [] : keys.map((key) => hashUnder(key.bytes, purpose, bytes));
    },
  };
}

function parse(token: string): Buffer | undefined {
  if (!tokenForm.test(token)) return undefined;
  const bytes = Buffer.from(token, 'base64url');
  return bytes[0] === VERSION ? bytes : undefined;
}

function hashUnder(key: Uint8Array, purpose: string, bytes: Buffer): string {
  return createHmac('sha256', key).update(`${purpose}\0`).update(bytes).digest('base64url');
}
