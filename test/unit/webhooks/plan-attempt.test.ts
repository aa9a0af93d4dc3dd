import { describe, expect, it } from '@jest/globals';

import { planAttempt } from '../../../src/webhooks/plan-attempt.js';

const now = new Date('2026-03-01T12:00:00Z');
const inTwoDays = new Date(now.getTime() + 2 * 24 * 3_600_000);
const delayOf = (attempts: number, retryAfterMs?: number, giveUpAt = inTwoDays) => {
  const next = planAttempt({ attempts, giveUpAt, retryAfterMs }, now);
  return next && (next.getTime() - now.getTime()) / 1_000;
};

describe('the next attempt', () => {
  it('comes twice as late each time, up to a quarter of an hour', () => {
    expect([1, 2, 3, 9, 10, 1_000].map((attempts) => delayOf(attempts))).toEqual([2, 4, 8, 512, 900, 900]);
  });

  it('comes when the receiver asks for it, within bounds', () => {
    expect([90_000, 0, -5_000, 1e15].map((retryAfterMs) => delayOf(1, retryAfterMs))).toEqual([
      90, 1, 1, 21_600,
    ]);
  });

  it('does not come past the end, whatever the receiver asks for', () => {
    const soon = new Date(now.getTime() + 3_000);
    expect([delayOf(1, undefined, soon), delayOf(2, undefined, soon), delayOf(1, 4_000, soon)]).toEqual([
      2,
      undefined,
      undefined,
    ]);
  });
});
