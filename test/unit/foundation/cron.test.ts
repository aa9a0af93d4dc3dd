import { describe, expect, it } from '@jest/globals';

import { isCron, lastTick } from '../../../src/foundation/cron.js';

const at = (text: string) => new Date(text);

describe('the last tick', () => {
  it.each([
    ['0 3 * * *', '2026-03-01T03:00:00.000Z', '2026-03-01T03:00:00.000Z'],
    ['0 3 * * *', '2026-03-01T02:59:59.999Z', '2026-02-28T03:00:00.000Z'],
    ['*/15 * * * *', '2026-03-01T00:14:00Z', '2026-03-01T00:00:00Z'],
    ['*/15 * * * *', '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'],
    ['* * * * * *', '2026-03-01T00:00:07.800Z', '2026-03-01T00:00:07Z'],
    ['30 10 4 * * *', '2026-03-01T04:10:29Z', '2026-02-28T04:10:30Z'],
    ['0 0 1 1 *', '2026-03-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['0 0 29 2 *', '2026-03-01T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['0 12 * * 1', '2026-03-01T11:00:00Z', '2026-02-23T12:00:00Z'],
    // Day of month and day of week both: as node-cron reads it, on days that are both.
    ['0 12 13 * 5', '2026-03-01T00:00:00Z', '2026-02-13T12:00:00Z'],
  ])('of %s before %s is %s', (cron, before, tick) => {
    expect(lastTick(cron, at(before))).toEqual(at(tick));
  });

  it('is none where there was none in eight years', () => {
    // 29 February was a Monday in 2016.
    expect(lastTick('0 0 29 2 1', at('2026-03-01T00:00:00Z'))).toBeUndefined();
  });
});

it.each(['', 'daily', '* * * *', '61 * * * *', '* * * * * * *', '0 3 * * MOX', '0 0 31 2 *'])(
  '%p is no cron',
  (text) => {
    expect(isCron(text)).toBe(false);
  },
);
