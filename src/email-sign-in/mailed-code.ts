/** The code of a sign-in mail: eight digits, shown in two groups, taken with any blanks and dashes. */
import { timingSafeEqual } from 'node:crypto';

import { withoutMarks } from '../foundation/characters.js';
import type { Randomness } from '../foundation/randomness.js';

const DIGITS = 8;
const VALUES = 10 ** DIGITS;
/** The largest multiple of 10^8 below 2^32: what is above it would make some codes likelier. */
const EVEN = Math.floor(2 ** 32 / VALUES) * VALUES;

export function newMailedCode(randomness: Randomness): string {
  for (;;) {
    const value = randomness(4).readUInt32BE();
    if (value < EVEN) return String(value % VALUES).padStart(DIGITS, '0');
  }
}

/** In two groups, as people read and type it. */
export function groupedCode(code: string): string {
  return `${code.slice(0, DIGITS / 2)} ${code.slice(DIGITS / 2)}`;
}

export function isMailedCode(typed: string, code: string): boolean {
  if (typed.length > 32) return false;
  const digits = withoutMarks(typed).replace(/[\s\p{Pd}]/gu, '');
  return /^[0-9]{8}$/.test(digits) && timingSafeEqual(Buffer.from(digits), Buffer.from(code));
}
