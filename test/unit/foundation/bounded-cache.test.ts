import { expect, it } from '@jest/globals';

import { createBoundedCache } from '../../../src/foundation/bounded-cache.js';

const keyOf = (number: number) => String(number).padStart(100, '-');

it('holds no more than its capacity, whatever comes, and what was asked for last', () => {
  const cache = createBoundedCache<number>(10_000);
  for (let number = 0; number < 1_000; number++) {
    cache.set(keyOf(number), number);
    cache.get(keyOf(0));
  }
  const kept = Array.from({ length: 1_000 }, (_, number) => cache.get(keyOf(number)));
  expect(kept.filter((value) => value !== undefined)).toHaveLength(100);
  expect([kept[0], kept.at(-1)]).toEqual([0, 999]);
});

it('does not give up all that it holds for one that is long', () => {
  const cache = createBoundedCache<string>(10_000);
  cache.set(keyOf(1), 'short');
  cache.set('x'.repeat(1_001), 'long');
  expect([cache.get(keyOf(1)), cache.get('x'.repeat(1_001))]).toEqual(['short', undefined]);
});
