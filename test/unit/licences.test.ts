import { describe, expect, test } from '@jest/globals';

import { isAllowed, shippedPackages } from '../../scripts/licence-rules.js';

describe('a licence', () => {
  test.each(['MIT', 'BlueOak-1.0.0', '(MIT AND BSD-3-Clause)', '(GPL-3.0 OR MIT)'])(
    '%s is allowed',
    (licence) => {
      expect(isAllowed(licence)).toBe(true);
    },
  );

  test.each([
    '',
    'GPL-3.0',
    'AGPL-3.0-only',
    'MPL-2.0',
    '(MIT AND GPL-2.0)',
    'UNLICENSED',
    'SEE LICENSE IN x',
  ])('"%s" is refused', (licence) => {
    expect(isAllowed(licence)).toBe(false);
  });
});

describe('what is shipped', () => {
  test('is everything but development packages and ourselves, nested ones by their own name', () => {
    const locked = {
      '': { version: '1.0.0' },
      'node_modules/jest': { version: '30.0.0', license: 'MIT', dev: true },
      'node_modules/@portcullis/guard': { link: true },
      'node_modules/a/node_modules/@scope/b': { version: '2.0.0', license: 'ISC' },
      'node_modules/c': { version: '3.0.0' },
    };
    expect(shippedPackages(locked)).toEqual([
      { name: '@scope/b', version: '2.0.0', licence: 'ISC' },
      { name: 'c', version: '3.0.0', licence: '' },
    ]);
  });
});
