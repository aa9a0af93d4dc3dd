import { describe, expect, it } from '@jest/globals';

import { keepMs, keySetMaxAgeSeconds, keysToRemove } from '../../../src/keys/key-policy.js';
import type { SigningAlgorithm } from '../../../src/keys/signing-algorithm.js';
import type { SigningKeyDocument } from '../../../src/keys/signing-key.model.js';

const time = new Date();

/** `s3` is the third key, signing; r: in reserve, x: stopped, w: withdrawn; `x3:ES256` is of another algorithm. */
function keysOf(text: string): SigningKeyDocument[] {
  return text.split(' ').map((entry) => {
    const [, state = '', sequence = '', , algorithm = 'EdDSA'] = /^([srxw])(\d+)(:(\w+))?$/.exec(entry) ?? [];
    return {
      _id: entry.split(':')[0] ?? '',
      schemaVersion: 1,
      sequence: Number(sequence),
      algorithm: algorithm as SigningAlgorithm,
      publicJwk: '{}',
      createdAt: time,
      ...(state !== 'r' && { signsFrom: time }),
      ...((state === 'x' || state === 'w') && { stoppedAt: time }),
      ...(state === 'w' && { withdrawnAt: time }),
    };
  });
}

describe('keys that leave the key set', () => {
  it.each([
    ['none while there are no more than SIGNING_KEYS', 'x1 x2 x3 s4 r5', 'x1 x2 x3', 5, ''],
    ['the oldest past it', 'x1 x2 x3 x4 s5 r6', 'x1 x2 x3 x4', 5, 'x1'],
    ['none whose tokens live, past it or not', 'x1 x2 x3 x4 s5 r6', '', 2, ''],
    ['of several past it only the dead', 'x1 x2 x3 x4 s5 r6', 'x1 x2', 2, 'x1 x2'],
    ['withdrawn ones do not count', 'w1 w2 x3 x4 s5 r6', 'x3 x4', 4, ''],
    ['dead ones of a former algorithm at once', 'x1:RS256 x2:RS256 x3 s4 r5', 'x1 x2 x3', 5, 'x1 x2'],
    ['live ones of a former algorithm not yet', 'x1:RS256 x2:RS256 s3 r4', 'x1', 5, 'x1'],
    ['never who signs or is in reserve', 's1 r2', 's1 r2', 1, ''],
  ])('%s', (_, keys, dead, atLeast, removed) => {
    const isDead = new Set(dead.split(' '));
    expect(keysToRemove(keysOf(keys), isDead, atLeast).join(' ')).toBe(removed);
  });
});

it('keeps a key for its last token and the difference of clocks, which is never longer than the lead', () => {
  expect(keepMs(900_000, 3_600_000)).toBe(960_000);
  expect(keepMs(900_000, 2_000)).toBe(902_000);
});

it.each([
  [0, 0],
  [2_000, 0],
  [60_000, 15],
  [3_600_000, 300],
])('with a lead of %i ms the key set may be kept %i s', (leadMs, seconds) => {
  expect(keySetMaxAgeSeconds(leadMs)).toBe(seconds);
});
