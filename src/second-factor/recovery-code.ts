/**
 * Recovery codes: 10 of 80 bits each, for who has lost the authenticator. Written in groups, in an alphabet
 * without look-alikes; typed in any case, with any dashes or none, and o, i and l are read as the digits that
 * were meant (Crockford's base32). A plain digest is enough of so much randomness, and needs no SECRET.
 */
import { createHash } from 'node:crypto';

import { withoutMarks } from '../foundation/characters.js';
import type { Randomness } from '../foundation/randomness.js';

const COUNT = 10;
const CHARACTERS = 16;
const GROUP = 4;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const form = new RegExp(`^[${alphabet}]{${CHARACTERS}}$`);

export function newRecoveryCodes(randomness: Randomness): string[] {
  return Array.from({ length: COUNT }, () => newCode(randomness));
}

function newCode(randomness: Randomness): string {
  // 256 is a multiple of 32: no character is likelier than another.
  const characters = [...randomness(CHARACTERS)].map((byte) => alphabet[byte % alphabet.length] ?? '');
  const groups = Array.from({ length: CHARACTERS / GROUP }, (_, position) =>
    characters.slice(position * GROUP, (position + 1) * GROUP).join(''),
  );
  return groups.join('-');
}

/** What is stored of a code, and looked for. @returns undefined for what cannot be one. */
export function recoveryCodeHash(userId: string, typed: string): string | undefined {
  if (typed.length > 64) return undefined;
  const code = withoutMarks(typed)
    .replace(/[\s\p{Pd}\p{Pc}\u2212.]/gu, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!form.test(code)) return undefined;
  return createHash('sha256').update(`portcullis/recovery-code\0${userId}\0${code}`).digest('base64url');
}
