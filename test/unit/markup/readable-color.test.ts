import { describe, expect, it } from '@jest/globals';

import { contrastRatio, inkOn, readableOn } from '../../../src/markup/readable-color.js';

/** WCAG 2.2, 1.4.3, level AA. */
const READABLE_CONTRAST = 4.5;
const grounds = ['#fbfaf8', '#f3f1ec', '#171513', '#211e1b'];
const steps = ['00', '33', '66', '99', 'cc', 'ff'];
const colors = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrastRatio('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrastRatio('#ffffff', '#777777')).toBe(contrastRatio('#777777', '#ffffff'));
  });
});

describe('a brand colour', () => {
  it.each(grounds)('can be read on %s, whichever it is, and text can be read on it', (ground) => {
    for (const color of colors) {
      const readable = readableOn(color, ground);
      expect(contrastRatio(readable, ground)).toBeGreaterThanOrEqual(READABLE_CONTRAST);
      expect(contrastRatio(inkOn(readable), readable)).toBeGreaterThanOrEqual(READABLE_CONTRAST);
      expect(contrastRatio(inkOn(color), color)).toBeGreaterThanOrEqual(READABLE_CONTRAST);
    }
  });

  it('stays as it is where it can be read already', () => {
    for (const color of colors.filter((each) => contrastRatio(each, '#ffffff') >= READABLE_CONTRAST)) {
      expect(readableOn(color, '#ffffff')).toBe(color);
    }
  });

  it.each(['red', '#fff', '#12345g', '#123456;}body{display:none', ''])('is not %s', (color) => {
    expect(() => readableOn(color, '#ffffff')).toThrow(TypeError);
  });
});
