/**
 * The token of a mail link as text: base64url of version (1 byte) and value (32 random bytes). Owns its form and
 * its hash; knows no database. Stored is only HMAC(key, purpose, value): a link of one purpose is nothing for
 * another.
 */
import { createHmac } from 'node:crypto';

import type { Randomness } from '../foundation/randomness.js';
import type { Secrets } from '../foundation/secrets.js';
import type { LinkPurpose } from './action-token.model.js';

const VERSION = 1;
const VALUE_LENGTH = 32;
/** 33 bytes are 44 characters of base64url, without any left over: one token has one spelling. */
const tokenForm = /^[A-Za-z0-9_-]{44}$/;

export interface LinkHash {
  readonly tokenHash: string;
  readonly keyId: string;
}

export interface LinkTokens {
  make(randomness: Randomness): string;
  /** How it can be stored: one hash for each entry of SECRET, the current one first. Empty for what is no token. */
  hashes(token: string, purpose: LinkPurpose): readonly LinkHash[];
}

export function createLinkTokens(secrets: Secrets): LinkTokens {
  const keys = secrets.keysFor('mail-link');
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
