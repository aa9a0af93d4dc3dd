import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { newRecoveryCodes, recoveryCodeHash } from '../../../src/second-factor/recovery-code.js';

const userId = '64b000000000000000000001';

describe('newRecoveryCodes', () => {
  it('makes 10 codes that differ, in groups without look-alikes', () => {
    const codes = newRecoveryCodes(randomBytes);
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it('uses every character of the alphabet, none much more often than another', () => {
    const text = Array.from({ length: 200 }, () => newRecoveryCodes(randomBytes).join(''))
      .join('')
      .replaceAll('-', '');
    const counts = new Map<string, number>();
    for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(32);
    const fair = text.length / 32;
    // 1,000 of each are expected, with a deviation of 31: six of them do not happen by chance.
    for (const count of counts.values()) expect(Math.abs(count - fair)).toBeLessThan(6 * Math.sqrt(fair));
  });
});

describe('recoveryCodeHash', () => {
  const code = '0123-4567-89AB-1DEF';
  const hash = recoveryCodeHash(userId, code);

  it('is the same however the code is typed', () => {
    const typed = [
      code.toLowerCase(),
      code.replaceAll('-', ''),
      ` ${code.replaceAll('-', ' ')}\n`,
      'o123-4567-89ab-ldef',
      'OI23-4567-89AB-iDEF',
      '0123\u20134567\u201489AB_1DEF',
      '\u200b0123\u20114567\u200b\u221289AB.1DEF\u200e',
      '0-1-2-3-4-5-6-7-8-9-A-B-1-D-E-F',
    ];
    expect(typed.map((text) => recoveryCodeHash(userId, text))).toEqual(typed.map(() => hash));
  });

  it('holds nothing of the code, and differs from user to user', () => {
    expect(hash).toMatch(/^[\w-]{43}$/);
    expect(recoveryCodeHash('64b000000000000000000002', code)).not.toBe(hash);
  });

  it.each([
    ['nothing', ''],
    ['one character too few', '0123-4567-89AB-1DE'],
    ['one too many', '0123-4567-89AB-1DEFG'],
    ['a letter outside of the alphabet', 'U123-4567-89AB-1DEF'],
    ['full-width digits', '\uff10\uff11\uff12\uff13-4567-89AB-1DEF'],
    ['a NUL', '0123-4567-89AB-1DE\0'],
    ['50 KB', '0'.repeat(50_000)],
    ['a code in 50 KB of dashes', `${'-'.repeat(50_000)}0123456789AB1DEF`],
  ])('is nothing for %s', (_what, typed) => {
    expect(recoveryCodeHash(userId, typed)).toBeUndefined();
  });
});
