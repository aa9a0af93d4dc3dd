import vm from 'node:vm';

import { describe, expect, it } from '@jest/globals';
import { transformSync } from 'esbuild';

import { editCode } from '../../scripts/edit-code.js';
import { shedName } from '../../scripts/shed-names.js';

/** What esbuild makes of it where names are kept, and that without the calls which change nothing. */
function shed(source: string): { named: string; shed: string } {
  const { code } = transformSync(source, { keepNames: true, minifySyntax: true, target: 'node20' });
  return { named: code, shed: editCode(code, [shedName]) };
}

const count = (code: string) => code.split('__name(').length - 1;

describe('shedding names', () => {
  it('takes the call out where the function has the name by itself, and changes no name', () => {
    const source = `
      const arrow = () => 1;
      let assigned; assigned = function () {};
      const { fallback = () => 2 } = {};
      const object = { property: () => 3, 'a key': () => 4, method() {} };
      function declared() { function nested() {} return nested; }
      const called = (function immediately() { return immediately; })();
      class Kept { static other = () => 5; }
      names = [arrow, assigned, fallback, ...Object.values(object), declared, declared(), called, Kept, Kept.other]
        .map(({ name }) => name);`;
    const { named, shed: less } = shed(source);
    const run = (code: string) => vm.runInNewContext(`var names;${code};names`) as string[];
    expect(run(less)).toEqual(run(named));
    // What is left: the helper itself, and the class, whose name the models go by.
    expect(count(less)).toBe(1);
    expect(count(named)).toBeGreaterThan(8);
  });

  it('keeps the call where the bundle has renamed what it names', () => {
    const code = `var __name = (target, value) => Object.defineProperty(target, 'name', { value, configurable: true });
      const send2 = __name(() => 1, 'send');
      function read3() {}
      __name(read3, 'read');
      names = [send2.name, read3.name];`;
    expect(editCode(code, [shedName])).toBe(code);
  });

  it('takes it out for an arrow that a function makes for itself, renamed or not', () => {
    const code = `function make() { let end2 = __name(() => 1, 'end'), read3 = __name(function () {}, 'read'); return end2() }`;
    expect(editCode(code, [shedName])).toBe(code.replace("__name(() => 1, 'end')", '() => 1'));
  });

  it('leaves a statement that begins with a function an expression', () => {
    const { shed: less } = shed(
      `function run(done) { (function next() { done() })() } run(() => { names = ['done'] })`,
    );
    expect(vm.runInNewContext(`var names;${less};names`)).toEqual(['done']);
  });
});
