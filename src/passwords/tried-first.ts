import { hasVisible } from '../foundation/characters.js';
import { readCommonPasswords } from './common-passwords.js';
import { createIsGuessable } from './guessable.js';

/** The passwords that are tried first: the published ones, and those of few guesses. */
export interface TriedFirst {
  /** @param password in Unicode's NFKC. */
  has(password: string): boolean;
  /** Reads the lists, which the first password would wait for: a tenth of a second. */
  read(): void;
}

export function createTriedFirst(): TriedFirst {
  let lists: ReturnType<typeof readLists> | undefined;
  const read = () => (lists ??= readLists());
  return {
    has(password) {
      const { common, isGuessable } = read();
      return !hasVisible(password) || common.has(password.toLowerCase()) || isGuessable(password);
    },
    read,
  };
}

function readLists() {
  return { common: readCommonPasswords(), isGuessable: createIsGuessable() };
}
