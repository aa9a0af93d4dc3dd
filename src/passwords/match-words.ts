import type { DictionaryMatch } from '@zxcvbn-ts/core';
import { dictionary } from '@zxcvbn-ts/language-common';

import type { Steps } from '../foundation/steps.js';

/** Finds the words that a password begins or ends with: read backwards too, and with digits and signs for letters. */
export type MatchWords = (password: string) => DictionaryMatch[];

/** Signs and digits, and the letters they are written for. */
const substitutes: readonly (readonly [substitution: string, letters: string])[] = Object.entries({
  ...{ '@': 'a', '(': 'c', '{': 'c', '[': 'c', '<': 'ckv', '#': 'fh', '&': 'g', '!': 'il', '|': 'il' },
  ...{ $: 's', '+': 't', '>': 'v', '/': 'v', '%': 'x' },
  ...{ 0: 'o', 1: 'il', 2: 'z', 3: 'e', 4: 'a', 5: 's', 6: 'dg', 7: 'lt', 8: 'b', 9: 'gq' },
});
/** Ranked in one step: some milliseconds. */
const STEP_WORDS = 10_000;
/** Of one text. */
const MAX_READINGS = 16;

interface Reading {
  readonly text: string;
  readonly subs: readonly { readonly letter: string; readonly substitution: string }[];
  readonly reversed: boolean;
}

export function* createMatchWords(): Steps<MatchWords> {
  const ranks = yield* rankWords();
  const longest = [...ranks.keys()].reduce((length, word) => Math.max(length, word.length), 0);
  yield;
  return (password) => {
    const found = new Map<string, DictionaryMatch>();
    const look = (word: string, i: number, { subs, reversed }: Reading) => {
      const rank = ranks.get(word);
      const key = `${i} ${word} ${reversed}`;
      if (rank === undefined || found.has(key)) return;
      const token = password.slice(i, i + word.length);
      const used = subs.filter(({ substitution }) => token.includes(substitution));
      const match = { pattern: 'dictionary', dictionaryName: 'common', matchedWord: word, rank } as const;
      const place = { token, i, j: i + word.length - 1 };
      found.set(key, { ...match, ...place, reversed, l33t: used.length > 0, subs: used });
    };
    const length = Math.min(longest, password.length);
    for (const reading of readingsOf(password.slice(0, length)))
      for (let end = 1; end <= length; end++) look(cut(reading, 0, end), 0, reading);
    for (const reading of readingsOf(password.slice(-length)))
      for (let begin = 0; begin < length; begin++)
        look(cut(reading, begin, length), password.length - length + begin, reading);
    return [...found.values()];
  };
}

/** How common a word is, in whichever list it is most common. */
function* rankWords(): Steps<Map<string, number>> {
  const ranks = new Map<string, number>();
  for (const words of Object.values(dictionary))
    for (const [position, word] of words.entries()) {
      ranks.set(word, Math.min(position + 1, ranks.get(word) ?? Infinity));
      if (position % STEP_WORDS === 0) yield;
    }
  return ranks;
}

/** As it stands, backwards, and with letters for the signs: those with a letter for each of them first. */
function readingsOf(written: string): Reading[] {
  const lower = written.toLowerCase();
  // A few letters have two in lower case, and places must stay.
  const text = lower.length === written.length ? lower : written;
  const plain: Reading = { text, subs: [], reversed: false };
  const spelt = substitutes
    .filter(([substitution]) => text.includes(substitution))
    .reduce<Reading[]>(
      (readings, [substitution, letters]) =>
        readings
          .flatMap((reading) => [
            ...[...letters].map((letter) => readAs(reading, substitution, letter)),
            reading,
          ])
          .slice(0, MAX_READINGS),
      [plain],
    );
  return [plain, { ...plain, reversed: true }, ...spelt];
}

function readAs({ text, subs, reversed }: Reading, substitution: string, letter: string): Reading {
  const read = text.replaceAll(substitution, letter);
  return { text: read, subs: [...subs, { letter, substitution }], reversed };
}

function cut({ text, reversed }: Reading, begin: number, end: number): string {
  const part = text.slice(begin, end);
  return reversed ? [...part].reverse().join('') : part;
}
