import { describe, expect, it } from '@jest/globals';

import { type CursorPosition, createCursors, readPage } from '../../../src/foundation/cursors.js';
import { AppError } from '../../../src/foundation/errors.js';
import { createSecrets } from '../../../src/foundation/secrets.js';

const cursorsOf = (...secrets: string[]) => createCursors(createSecrets(secrets));
const cursors = cursorsOf('a-secret');
const position: CursorPosition = { id: '0123456789abcdef01234567' };

function fieldsRefused(read: () => unknown) {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError)
      return [error.code, error.details.fields?.map(({ path, rule }) => [path, rule])];
    throw error;
  }
  return undefined;
}

describe('a cursor', () => {
  it.each<CursorPosition>([
    position,
    { ...position, key: 'ada@example.com' },
    { ...position, key: 'Zoë "O’Hara"' },
    { ...position, key: -1.5 },
    { ...position, key: '' },
  ])('gives back the position %j', (given) => {
    expect(cursors.read('users', cursors.write('users', given))).toEqual(given);
  });

  it('is opened by every entry of SECRET, and written by the first', () => {
    const [older, mixed, newer] = [cursorsOf('old'), cursorsOf('new', 'old'), cursorsOf('new')];
    expect(mixed.read('users', older.write('users', position))).toEqual(position);
    expect(newer.read('users', mixed.write('users', position))).toEqual(position);
    expect(older.read('users', mixed.write('users', position))).toBeUndefined();
  });

  it('opens no other query', () => {
    const cursor = cursors.write('sessions of a', position);
    for (const query of ['sessions of b', 'sessions of', '', 'sessions of a '])
      expect(cursors.read(query, cursor)).toBeUndefined();
  });

  it('is refused when any byte of it is another, its version too', () => {
    const bytes = Buffer.from(cursors.write('users', position), 'base64url');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect([at, cursors.read('users', altered.toString('base64url'))]).toEqual([at, undefined]);
    }
  });

  it('has one spelling', () => {
    const cursor = cursors.write('users', position);
    const others = [`${cursor}=`, ` ${cursor}`, `${cursor}\n`, `${cursor}A`, cursor.slice(0, -1)];
    for (const other of others) expect(cursors.read('users', other)).toBeUndefined();
  });

  it('is refused for junk of any length', () => {
    const junk = ['', 'x', '..', '__proto__', 'AAAA', 'A'.repeat(64), 'x'.repeat(50_000), '\u0000', '💥'];
    for (const text of junk) expect(cursors.read('users', text)).toBeUndefined();
  });
});

describe('a page', () => {
  it('has 20 entries from the start, unless told otherwise', () => {
    expect(readPage(cursors, 'users', {})).toEqual({ size: 20, after: undefined });
    expect(readPage(cursors, 'users', { first: null, after: null })).toEqual({ size: 20, after: undefined });
    const after = cursors.write('users', position);
    expect(readPage(cursors, 'users', { first: 1, after })).toEqual({ size: 1, after: position });
    expect(readPage(cursors, 'users', { first: 100 }).size).toBe(100);
  });

  it.each([0, -1, 101, 1_000_000, 1.5, NaN])('never has %d', (first) => {
    expect(fieldsRefused(() => readPage(cursors, 'users', { first }))).toEqual([
      'BAD_USER_INPUT',
      [['first', 'page-size']],
    ]);
  });

  it('tells both of its mistakes in one list', () => {
    const after = cursors.write('sessions', position);
    expect(fieldsRefused(() => readPage(cursors, 'users', { first: 0, after }))).toEqual([
      'BAD_USER_INPUT',
      [
        ['first', 'page-size'],
        ['after', 'cursor'],
      ],
    ]);
  });
});
