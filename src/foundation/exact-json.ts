/** JSON of others, whose numbers go on as they were written: JSON.parse rounds an integer past 2^53. */
import { isSafeNumber, LosslessNumber, parse, stringify } from 'lossless-json';

import { isNestedDeeper } from './nesting.js';

/** A number with more digits than those of JavaScript have. To whoever knows nothing of it, it is written rounded. */
export class ExactNumber extends LosslessNumber {
  toJSON(): number {
    return Number(this.value);
  }
}

/** What was read of a text of JSON. */
export interface ReadJson {
  /** As JSON.parse has it. */
  readonly value: unknown;
  /** The same with each long number as an object of its own; absent where there is none. */
  readonly exact?: unknown;
}

/** With many digits or an exponent, behind anything but a quotation mark, which is what a text of digits has before it. */
const mayBeLong = /[:,[\s]-?\d(?:[\d.]{15}|[\d.]*e)/i;
/** Deeper ones are left to JSON.parse, which knows no bottom. */
const MOST_LEVELS = 500;
/** So are longer ones, of which nobody else could be answered meanwhile: this takes a fifth of a second. */
const MOST_CHARACTERS = 1_000_000;

/** Reading exactly takes eight times as long, and is done only where there may be something to keep. @throws SyntaxError */
export function readExactly(text: string): ReadJson {
  const value: unknown = JSON.parse(text);
  if (text.length > MOST_CHARACTERS || !mayBeLong.test(text) || isNestedDeeper(value, MOST_LEVELS))
    return { value };
  const found: ExactNumber[] = [];
  const exact = parse(text, undefined, {
    parseNumber(written) {
      const number = readNumber(written);
      if (typeof number === 'object') found.push(number);
      return number;
    },
    // The last one counts, as with JSON.parse.
    onDuplicateKey: ({ newValue }) => newValue,
  });
  return found.length > 0 ? { value, exact } : { value };
}

/** @param written as JSON has it, and GraphQL. @returns an object of its own where JavaScript's would round it. */
export function readNumber(written: string): number | ExactNumber {
  return isSafeNumber(written) ? Number(written) : new ExactNumber(written);
}

/** @param value what `readExactly` has read, or was made of it. */
export function writeExactly(value: object): string {
  return stringify(value) ?? 'null';
}

/** Whether it stands for a number, though it looks like an object. */
export function isExactNumber(value: unknown): boolean {
  return value instanceof ExactNumber;
}
