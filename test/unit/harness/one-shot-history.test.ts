import { describe, expect, it } from '@jest/globals';

import { type Use, violationOf } from '../../harness/one-shot-history.js';

const use = (outcome: Use['outcome'], beganAt: number, endedAt: number, client = 0): Use => ({
  ...{ client, beganAt, endedAt, outcome },
});

describe('violationOf', () => {
  it.each<[string, Use[]]>([
    ['nothing', []],
    ['one success among failures that overlap it', [use('used', 0, 5), use('won', 1, 9), use('used', 2, 3)]],
    ['a failure after it', [use('won', 0, 1), use('used', 2, 3)]],
    ['a lost answer that may have been the success', [use('lost', 0, 9), use('used', 1, 2)]],
    ['a lost answer beside a success', [use('won', 0, 1), use('lost', 2, 3)]],
  ])('finds none in %s', (_name, history) => {
    expect(violationOf(history)).toBeUndefined();
  });

  it.each<[string, Use[], RegExp]>([
    ['two successes', [use('won', 0, 1), use('won', 2, 3, 1)], /2 uses succeeded/],
    ['a success after a failure had ended', [use('used', 0, 1), use('won', 2, 3)], /succeeded after/],
    ['failures alone', [use('used', 0, 1), use('used', 2, 3)], /before anybody/],
    ['a lost one that began too late', [use('used', 0, 1), use('lost', 2, 3)], /before anybody/],
  ])('finds %s', (_name, history, expected) => {
    expect(violationOf(history)).toMatch(expected);
  });
});
