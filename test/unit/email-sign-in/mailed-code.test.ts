import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';

import { groupedCode, isMailedCode, newMailedCode } from '../../../src/email-sign-in/mailed-code.js';

const bytesOf = (...values: readonly number[]) => {
  const queue = [...values];
  return () => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(queue.shift() ?? 0);
    return bytes;
  };
};

it('is eight digits, also where the number has fewer, and none is likelier than another', () => {
  expect(newMailedCode(bytesOf(42))).toBe('00000042');
  // Above the largest multiple of 10^8 it draws again.
  expect(newMailedCode(bytesOf(4_200_000_000, 4_294_967_295, 4_199_999_999))).toBe('99999999');
  for (let turn = 0; turn < 1_000; turn++) expect(newMailedCode(randomBytes)).toMatch(/^\d{8}$/);
});

it.each([
  ['12345678', true],
  [groupedCode('12345678'), true],
  [' 1234\u00a05678\n', true],
  ['1234\u20135678', true],
  ['\u200e12345678\u200f', true],
  ['1234567', false],
  ['123456789', false],
  ['12345679', false],
  ['１２３４５６７８', false],
  ['12345678'.repeat(10_000), false],
  ['', false],
])('takes what is typed: %j', (typed, isTaken) => {
  expect(isMailedCode(typed, '12345678')).toBe(isTaken);
});
