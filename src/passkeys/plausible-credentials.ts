/**
 * Credential ids for names that nobody has, or who has no passkey (WebAuthn 14.6.2): the same each time for one name, so
 * that asking twice tells nothing. The second half of an id is a MAC of the first: that is how our own are told from ids that
 * are unknown, and nobody without SECRET can tell.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Secrets } from '../foundation/secrets.js';

/** As `allowCredentials` has it. */
export interface CredentialDescriptor {
  readonly id: string;
  readonly transports: readonly string[];
}

export interface PlausibleCredentials {
  /** @param name in one spelling. */
  of(name: string): readonly CredentialDescriptor[];
  /** Whether it is one of these, for whichever name. @param id base64url. */
  has(id: string): boolean;
}

const HALF = 16;
/** What phones and computers tell of themselves. */
const transports = [['internal'], ['hybrid', 'internal'], ['hybrid', 'internal'], ['internal']] as const;

export function createPlausibleCredentials(secrets: Secrets): PlausibleCredentials {
  const keys = secrets.keysFor('plausible-credentials').map(({ bytes }) => bytes);
  const macOf = (key: Buffer, text: string | Buffer, use: string) =>
    createHmac('sha256', key).update(`${use}\0`).update(text).digest();
  const tail = (key: Buffer, head: Buffer) => macOf(key, head, 'tail').subarray(0, HALF);
  return {
    of(name) {
      const [key = Buffer.alloc(0)] = keys;
      const digest = macOf(key, name, 'name');
      const head = digest.subarray(0, HALF);
      const id = Buffer.concat([head, tail(key, head)]).toString('base64url');
      return [{ id, transports: [...(transports[(digest[HALF] ?? 0) % transports.length] ?? [])] }];
    },
    has(id) {
      const bytes = Buffer.from(id, 'base64url');
      if (bytes.length !== 2 * HALF) return false;
      const [head, end] = [bytes.subarray(0, HALF), bytes.subarray(HALF)];
      return keys.some((key) => timingSafeEqual(tail(key, head), end));
    },
  };
}
