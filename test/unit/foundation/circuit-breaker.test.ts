import { expect, it } from '@jest/globals';

import { createCircuitBreaker } from '../../../src/foundation/circuit-breaker.js';

function open() {
  let now = 0;
  const breaker = createCircuitBreaker({ now: () => new Date(now) }, 5_000);
  const enter = () => {
    const turn = breaker.enter();
    if (typeof turn === 'number') throw new Error(`wait ${turn}`);
    return turn;
  };
  return {
    ...{ breaker, enter },
    fail: (times: number) => {
      for (let time = 0; time < times; time++) enter().failed();
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it('leaves alone who has failed five times in a row, and lets one ask a second after that', () => {
  const { breaker, enter, fail, pass } = open();
  fail(4);
  enter().succeeded();
  fail(4);
  expect(breaker.isOpen).toBe(false);
  fail(1);
  expect([breaker.isOpen, breaker.enter()]).toEqual([true, 5]);
  pass(5_001);
  const first = enter();
  expect(breaker.enter()).toBe(1);
  pass(1_001);
  // The first still waits; it is not the only one that may find out.
  enter().succeeded();
  expect(breaker.isOpen).toBe(false);
  first.failed();
  fail(3);
  expect(breaker.isOpen).toBe(false);
});

it('is left alone anew where the one that asks fails', () => {
  const { breaker, fail, pass } = open();
  fail(5);
  pass(5_001);
  fail(1);
  expect(breaker.enter()).toBe(5);
});

it('does not count what fails after a later one was answered, or was under way when it was opened', () => {
  const { breaker, enter, fail, pass } = open();
  const slow = Array.from({ length: 10 }, enter);
  enter().succeeded();
  for (const turn of slow) turn.failed();
  expect(breaker.isOpen).toBe(false);
  const late = Array.from({ length: 10 }, enter);
  fail(5);
  pass(4_000);
  for (const turn of late) turn.failed();
  expect(breaker.enter()).toBe(1);
});

it('lets ask where the clock was set back', () => {
  const { breaker, fail, pass } = open();
  pass(3_600_000);
  fail(5);
  pass(-3_600_000);
  expect(breaker.enter()).not.toEqual(expect.any(Number));
});
