import type { PasskeyProof } from './step-up.js';

/**
 * What a passkey proved, in the words of RFC 8176: a key that somebody has, and that somebody was there; with user
 * verification, what they know or are as well.
 */
export function passkeyAmr({ userVerified }: PasskeyProof): string[] {
  return ['hwk', 'user', ...(userVerified ? ['mfa'] : [])];
}
