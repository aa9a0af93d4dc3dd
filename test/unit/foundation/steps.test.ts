import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';

import { createStepwise, type Steps } from '../../../src/foundation/steps.js';

const work = (taken: number[]) =>
  function* (): Steps<string> {
    for (let step = 1; step <= 5; step++) {
      taken.push(step);
      yield;
    }
    return 'done';
  };

test('steps are taken a turn each, so that others have theirs between them', async () => {
  const taken: number[] = [];
  const stepwise = createStepwise(work(taken));
  const preparing = stepwise.prepare();
  const seen: number[] = [];
  for (let turns = 0; turns < 4; turns++) {
    seen.push(taken.length);
    await turn();
  }
  await preparing;
  expect(seen).toEqual([1, 2, 3, 4]);
  expect(stepwise.get()).toBe('done');
});

test('who asks in the middle has what is left of it done at once, and nothing twice', async () => {
  const taken: number[] = [];
  const stepwise = createStepwise(work(taken));
  const preparing = stepwise.prepare();
  await turn();
  expect(stepwise.get()).toBe('done');
  await preparing;
  expect(taken).toEqual([1, 2, 3, 4, 5]);
  expect(stepwise.get()).toBe('done');
});

test('what fails is told to whoever asks, and begun anew when asked again', async () => {
  let failures = 2;
  const stepwise = createStepwise(function* (): Steps<string> {
    yield;
    if (failures-- > 0) throw new Error('no list');
    return 'done';
  });
  await expect(stepwise.prepare()).rejects.toThrow('no list');
  expect(() => stepwise.get()).toThrow('no list');
  expect(stepwise.get()).toBe('done');
});
