import { randomBytes } from 'node:crypto';

import { describe, expect, it } from '@jest/globals';

import { openSource, sealSource } from '../../../src/audit/sealed-source.js';

const key = randomBytes(32);
const source = { ip: '2001:db8::7', userAgent: 'curl/8.5.0' };
const seal = () => sealSource(source, key, 'entry', randomBytes);

describe('a sealed source', () => {
  it('opens under its key and for its entry, and twice of the same looks different', () => {
    expect(openSource(seal(), key, 'entry')).toEqual(source);
    expect(seal()).not.toBe(seal());
    expect(Buffer.from(seal(), 'base64url').toString('latin1')).not.toContain('curl');
  });

  it('opens under no other key, for no other entry, and not when it was altered or cut', () => {
    const sealed = seal();
    const altered = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(() => openSource(sealed, randomBytes(32), 'entry')).toThrow();
    expect(() => openSource(sealed, key, 'another')).toThrow();
    expect(() => openSource(altered, key, 'entry')).toThrow();
    expect(() => openSource(sealed.slice(0, 20), key, 'entry')).toThrow();
  });
});
