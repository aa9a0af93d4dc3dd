/**
 * Whether a password falls within a million guesses, as zxcvbn counts them: what repeats, counts, walks over a keyboard,
 * is a date or a common word. That only few guesses matter bounds the work. Each part after the first costs 10,000 times
 * as many, so that a password of so few has at most two parts: one begins it, the other ends it.
 */
import { MatcherBaseClass, type MatchOptions, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs } from '@zxcvbn-ts/language-common';

import type { Steps } from '../foundation/steps.js';
import { createMatchWords, type MatchWords } from './match-words.js';

const FEWEST_GUESSES = 1_000_000;
/** UTF-16 units up to which a password is judged as it is; zxcvbn's work grows faster than they do. */
const SHORT = 20;
/** Two parts of so few guesses have no more, once repetitions and counts are shortened. */
const LONGEST = 32;
/** The widest step that zxcvbn takes for counting. */
const WIDEST_STEP = 5;

export type IsGuessable = (password: string) => boolean;

export function* createIsGuessable(): Steps<IsGuessable> {
  const matchers = {
    dictionary: asMatcher(yield* createMatchWords()),
    // The first two are in the one above; of word sequences there is no list.
    dictionaryL33t: asMatcher(() => []),
    dictionaryReverse: asMatcher(() => []),
    wordSequence: asMatcher(() => []),
  };
  const zxcvbn = new ZxcvbnFactory({ graphs: adjacencyGraphs }, matchers);
  return (password) => {
    const text = password.length <= SHORT ? password : shorten(password);
    return text.length <= LONGEST && zxcvbn.check(text).guesses < FEWEST_GUESSES;
  };
}

/** Much of the same is hardly harder to guess than little of it. */
function shorten(password: string): string {
  const text = shortenCounts(tellOnce(password));
  return text.length <= SHORT ? text : backwards(tellOnce(backwards(text)));
}

/** Leaves out how often a text repeats what it begins with, where that is much: `ababababababab!` is told as `ab!`. */
function tellOnce(text: string): string {
  let [unit, repeated] = [0, SHORT / 2];
  for (let period = 1; 2 * period <= text.length; period++) {
    let end = period;
    while (end < text.length && text[end] === text[end - period]) end++;
    const whole = end - (end % period);
    if (whole > period && whole > repeated) [unit, repeated] = [period, whole];
  }
  return unit === 0 ? text : text.slice(0, unit) + text.slice(repeated);
}

/** Leaves out how far a text counts: `abcdefgh!` is told as `abc!`. */
function shortenCounts(text: string): string {
  const stepAt = (place: number) => text.charCodeAt(place) - text.charCodeAt(place - 1);
  return text
    .split('')
    .filter((_, place) => {
      const step = Math.abs(stepAt(place));
      const goesOn = stepAt(place) === stepAt(place - 1) && stepAt(place) === stepAt(place - 2);
      return !goesOn || step === 0 || step > WIDEST_STEP;
    })
    .join('');
}

function backwards(text: string): string {
  return text.split('').reverse().join('');
}

function asMatcher(match: MatchWords) {
  class Matching extends MatcherBaseClass {
    override match({ password }: MatchOptions) {
      return match(password);
    }
  }
  // Guesses of words are counted by zxcvbn's own scoring; nobody asks for its advice.
  return { Matching, scoring: () => 0, feedback: () => null };
}
