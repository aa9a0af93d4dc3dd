import { setImmediate } from 'node:timers/promises';

import { describe, expect, it } from '@jest/globals';

import { createLiveness } from '../../../src/database/liveness.js';

/** By performance.now(). */
const msAgo = (ms: number) => performance.now() - ms;
const term = new AbortController().signal;
/** Longer than an answer is believed. */
const OLD_MS = 1_000;

describe('how fresh what was told is', () => {
  it('is not known before the first answer', () => {
    expect(createLiveness().isFed()).toBe(false);
  });

  it('is told at once after an answer that was asked for just now', () => {
    const liveness = createLiveness();
    liveness.answered(performance.now(), term);
    expect(liveness.isFed()).toBe(true);
  });

  it('is void once the primary that answered is another one', () => {
    const liveness = createLiveness();
    const ended = new AbortController();
    liveness.answered(performance.now(), ended.signal);
    ended.abort();
    expect(liveness.isFed()).toBe(false);
  });

  it('is asked for anew where the answer is old, and told to all who wait', async () => {
    const liveness = createLiveness();
    liveness.answered(msAgo(OLD_MS), term);
    const pause = liveness.pause();
    const waiting = Promise.all([liveness.isFed(), liveness.isFed()].map(async (fed) => fed));
    await pause;
    liveness.answered(performance.now(), term);
    await expect(waiting).resolves.toEqual([true, true]);
  });

  it('is not believed where the answer was long on the way', async () => {
    const liveness = createLiveness();
    liveness.answered(msAgo(OLD_MS), term);
    const waiting = liveness.isFed();
    liveness.answered(msAgo(OLD_MS), term);
    await expect(waiting).resolves.toBe(false);
  });

  it('leaves nobody waiting where the stream is cut', async () => {
    const liveness = createLiveness();
    liveness.answered(msAgo(OLD_MS), term);
    const waiting = liveness.isFed();
    liveness.cut();
    await expect(waiting).resolves.toBe(false);
  });

  it('is waited for but once where the database does not answer', async () => {
    const liveness = createLiveness();
    liveness.answered(msAgo(OLD_MS), term);
    await expect(liveness.isFed()).resolves.toBe(false);
    expect(liveness.isFed()).toBe(false);
    liveness.answered(performance.now(), term);
    expect(liveness.isFed()).toBe(true);
  });
});

describe('a pause', () => {
  it.each([
    { ms: 150, whether: 'ends' },
    { ms: 0, whether: 'goes on' },
  ])('$whether where somebody wants to know and the answer is $ms ms old', async ({ ms, whether }) => {
    const liveness = createLiveness();
    liveness.answered(msAgo(ms), term);
    const pause = liveness.pause();
    void liveness.isFed();
    // What has ended is heard of before the loop goes round.
    expect(await Promise.race([pause.then(() => 'ends'), setImmediate('goes on')])).toBe(whether);
  });

  it('ends by itself, though nobody wants to know', async () => {
    const liveness = createLiveness();
    liveness.answered(performance.now(), term);
    await expect(liveness.pause()).resolves.toBeUndefined();
  });
});
