import { hasVisible, isLongerThan } from '../foundation/characters.js';

const MAX_CHARACTERS = 100;

/**
 * Controls, line separators, lone surrogates, and the marks that turn the direction of text (they make one name
 * look like another).
 */
const unprintable = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** 1 to 100 characters after trimming, NFC, of which one can be seen. @returns undefined for anything else. */
export function parsePersonName(input: string): string | undefined {
  if (input.length > 1_000) return undefined;
  const name = input.trim().normalize('NFC');
  const isName = hasVisible(name) && !isLongerThan(name, MAX_CHARACTERS) && !unprintable.test(name);
  return isName ? name : undefined;
}
