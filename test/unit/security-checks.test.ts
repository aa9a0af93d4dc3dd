import { describe, expect, it } from '@jest/globals';

import { checkNumbers, findChecks, judgeChecks } from '../../scripts/security-checks.js';

const numbersIn = (text: string) => findChecks('x.test.ts', text).map(({ number }) => number);
const all = checkNumbers.map((number) => ({ number, rule: 'x', file: 'x.test.ts' }));

describe('findChecks', () => {
  it('reads the titles of describe and it, also of .each, and no other text', () => {
    const text = `
      describe('A1 one', () => { it('not A2', f); it('B3 two', f); });
      describe.each([1])('C4 three %s', f);
      it.skip.each(cases)("D5 four", f);
      other('E6 no test'); // describe('F7 a comment', f)
      it(\`G1 five\`, f);`;
    expect(numbersIn(text)).toEqual(['A1', 'B3', 'C4', 'D5', 'G1']);
  });
});

describe('judgeChecks', () => {
  it('finds nothing wrong where each is there once', () => {
    expect(judgeChecks(all, {})).toEqual({ wrong: [], missing: [] });
  });

  it('names what is there twice, is no check, or is missing', () => {
    const [first, second, ...rest] = all;
    if (first === undefined || second === undefined) throw new Error('There are no checks.');
    expect(judgeChecks([first, first, ...rest], {}).missing).toEqual([second.number]);
    expect(judgeChecks([first, ...rest], { [second.number]: 'why' }).missing).toEqual([]);
    expect(judgeChecks([first, ...all], { A99: 'why' }).wrong).toEqual([
      `${first.number} is the number of more than one test`,
      'A99 is the number of no check',
    ]);
  });
});
