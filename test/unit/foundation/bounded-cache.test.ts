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

it('takes what is new though all that it holds was asked for', () => {
  const cache = createBoundedCache<number>(10_000);
  for (let number = 0; number < 100; number++) cache.set(keyOf(number), number);
  for (let number = 0; number < 100; number++) cache.get(keyOf(number));
  cache.set(keyOf(100), 100);
  const kept = Array.from({ length: 101 }, (_, number) => cache.get(keyOf(number)));
  expect(kept.filter((value) => value !== undefined)).toHaveLength(100);
  expect(kept.at(-1)).toBe(100);
});

it('does not give up all that it holds for one that is long', () => {
  const cache = createBoundedCache<string>(10_000);
  cache.set(keyOf(1), 'short');
  cache.set('x'.repeat(1_001), 'long');
  expect([cache.get(keyOf(1)), cache.get('x'.repeat(1_001))]).toEqual(['short', undefined]);
});

it('counts what is kept where it is told how, and anew where that was set again', () => {
  const cache = createBoundedCache<string>(1_000, (_key, value) => value.length);
  for (let number = 0; number < 10; number++) cache.set(String(number), 'x'.repeat(50));
  for (let turn = 0; turn < 20; turn++) cache.set('9', 'x'.repeat(100));
  const kept = () => Array.from({ length: 30 }, (_, number) => cache.get(String(number)));
  expect(kept().filter((value) => value !== undefined)).toHaveLength(10);
  // Past a tenth it is not kept, and not in the old form either.
  cache.set('9', 'x'.repeat(101));
  expect(cache.get('9')).toBeUndefined();
  for (let number = 10; number < 30; number++) cache.set(String(number), 'x'.repeat(100));
  expect(kept().filter((value) => value !== undefined)).toHaveLength(10);
});
