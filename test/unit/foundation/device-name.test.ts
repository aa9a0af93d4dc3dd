import { describe, expect, it } from '@jest/globals';

import { deviceName } from '../../../src/foundation/device-name.js';
import { cpuMs } from '../../harness/timing.js';

const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)';
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0';

describe('deviceName', () => {
  it.each([
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0'],
    ['Chrome on Android', `Mozilla/5.0 (Linux; Android 14; Pixel 8) ${chrome} Mobile Safari/537.36`],
    [
      'Microsoft Edge on Windows',
      `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/126.0.0.0`,
    ],
    [
      'Safari on iOS',
      `Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) ${webKit} Version/17.5 Mobile/15E148 Safari/604.1`,
    ],
    [
      'Safari on macOS',
      `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${webKit} Version/17.5 Safari/605.1.15`,
    ],
    ['Windows', 'Something (Windows NT 10.0)'],
  ])('says %s', (name, userAgent) => {
    expect(deviceName(userAgent)).toBe(name);
  });

  it.each([undefined, '', ' ', 'node', 'curl/8.5.0', 'constructor', '__proto__'])(
    'says nothing of %j',
    (userAgent) => {
      expect(deviceName(userAgent)).toBeUndefined();
    },
  );

  it('never repeats what a stranger calls itself', () => {
    const strange = [
      '<b>Bank</b>/1 (x',
      'Mozilla/5.0 (Mozilla/5.0 (',
      'Your Bank (call us)/9 (',
      'toString/1 (',
    ];
    for (const userAgent of strange) expect(deviceName(userAgent)).toBeUndefined();
  });

  it('reads whatever comes, however long, in no time to speak of', async () => {
    const pieces = [
      'a',
      '/',
      ' ',
      '1.',
      '(;',
      '\u0000\u202e',
      'Version/',
      'Mozilla/5.0 (',
      'Android ',
      'Windows NT ',
      'Mac OS X ',
      'iPhone OS 1_',
      'Safari like Gecko ',
      'msie 1.',
      'Chrome/1.1.',
      'Opera Mini/',
    ];
    deviceName('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0');
    for (const piece of pieces) {
      const userAgent = piece.repeat(100_000).slice(0, 100_000);
      const took = await cpuMs(() => deviceName(userAgent), 50);
      expect(deviceName(userAgent) ?? '').not.toContain(piece.repeat(2));
      expect([piece, took < 50]).toEqual([piece, true]);
    }
  });
});
