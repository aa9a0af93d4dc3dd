import { expect, it } from '@jest/globals';

import { countCodeLines } from '../../scripts/count-code-lines.js';

it('counts lines that hold code, and neither blanks nor comments', () => {
  expect(countCodeLines('')).toBe(0);
  expect(countCodeLines('/** Why. */\n\n// more\nconst a = 1; // and here\n/* two\nlines */\n')).toBe(1);
  expect(countCodeLines('const text = `one\n// two, which is text\n`;\nf(\n  text,\n);\n')).toBe(6);
  expect(countCodeLines('const url = "https://a.example"; const b = url;\n')).toBe(1);
});
