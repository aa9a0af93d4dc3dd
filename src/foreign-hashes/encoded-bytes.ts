/** Bytes as hashes write them. Buffer skips what it does not know, and an empty digest equals an empty digest: these do neither. */
import { timingSafeEqual } from 'node:crypto';

import { HashRefused } from './foreign-hash.js';

const damaged = () => new HashRefused('is damaged: a part of it is not written as its system writes it');

/** @param length in bytes; absent: any but none. @throws HashRefused */
export function readBase64(text: string, length?: number): Buffer {
  return exactly(Buffer.from(text, 'base64'), 'base64', text, length);
}

/** Without padding, as PHC strings have it. @throws HashRefused */
export function readBareBase64(text: string, length?: number): Buffer {
  if (text.includes('=')) throw damaged();
  return readBase64(text + '='.repeat((4 - (text.length % 4)) % 4), length);
}

/** passlib's: a dot for the plus, and no padding. @throws HashRefused */
export function readDottedBase64(text: string, length?: number): Buffer {
  if (text.includes('+')) throw damaged();
  return readBareBase64(text.replaceAll('.', '+'), length);
}

/** Lower case. @throws HashRefused */
export function readHex(text: string, length?: number): Buffer {
  return exactly(Buffer.from(text, 'hex'), 'hex', text, length);
}

function exactly(
  bytes: Buffer,
  encoding: 'base64' | 'hex',
  text: string,
  length: number | undefined,
): Buffer {
  if (bytes.toString(encoding) !== text || bytes.length === 0) throw damaged();
  if (length !== undefined && bytes.length !== length)
    throw new HashRefused(
      `is cut or damaged: its digest has ${bytes.length} bytes in the place of ${length}`,
    );
  return bytes;
}

/** In the same time wherever they differ; two empty ones are never equal. */
export function equals(expected: Uint8Array): (derived: Uint8Array) => boolean {
  return (derived) =>
    expected.length > 0 && derived.length === expected.length && timingSafeEqual(derived, expected);
}

const crypt64 = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The value of a character of crypt(3); -1: none. */
export function cryptValue(character: string): number {
  return character.length === 1 ? crypt64.indexOf(character) : -1;
}

/** As crypt(3), phpass and libsodium write bytes: the low bits first. */
export function writeCrypt64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3);
    const value = group.reduce((sum, byte, index) => sum | (byte << (8 * index)), 0);
    for (let digit = 0; digit <= group.length; digit++) text += crypt64.charAt((value >> (6 * digit)) & 63);
  }
  return text;
}
