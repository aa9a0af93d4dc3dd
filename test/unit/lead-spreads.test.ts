import vm from 'node:vm';

import { describe, expect, it } from '@jest/globals';

import { editCode } from '../../scripts/edit-code.js';
import { leadSpread } from '../../scripts/lead-spreads.js';
import { shedName } from '../../scripts/shed-names.js';

const lead = (code: string) => editCode(code, [shedName, leadSpread]);

describe('leading spreads', () => {
  it('puts null ahead of what begins with a spread, wherever that is, and nowhere else', () => {
    expect(lead('made = { ...options, list: [{ ...inner }, { first: 1, ...inner }], ...[...rest] }')).toBe(
      'made = { ...null,...options, list: [{ ...null,...inner }, { first: 1, ...inner }], ...[...rest] }',
    );
    const others = 'const { first, ...rest } = call(...list); made = [{}, { ["..."]: 1 }, [...list]]';
    expect(lead(others)).toBe(others);
  });

  it('makes the same objects', () => {
    const code = `
      const parsed = JSON.parse('{"__proto__": {"isAdmin": true}, "b": 1, "2": 2}');
      const source = { z: 1, get a() { return 'read' }, [Symbol.for('s')]: 2, nothing: undefined };
      const read = (object) => [Reflect.ownKeys(object).map(String), JSON.stringify(object), object.isAdmin];
      made = [
        { ...parsed, c: 3 }, { ...source, z: 4 }, { ...undefined, a: 1 }, { ...null }, { ...'text', length: 4 },
        { ...source, ...parsed }, { ...[7, 8], named: (() => 1).name },
      ].map(read);`;
    const run = (text: string) => vm.runInNewContext(`var made;${text};made`) as unknown;
    expect(run(lead(code))).toEqual(run(code));
    expect(lead(code).split('...null,').length).toBeGreaterThan(7);
  });

  it('edits names within what it leads', () => {
    const code = `made = { ...(() => { const run2 = __name(() => ({ ...options, more: 1 }), 'run'); return run2() })() }`;
    expect(lead(code)).toBe(
      `made = { ...null,...(() => { const run2 = () => ({ ...null,...options, more: 1 }); return run2() })() }`,
    );
  });
});
