/** What is asked of an export that another room imports, on small made-up trees; layout.test.ts looks at the real sources. */
import { describe, expect, test } from '@jest/globals';

import { checkLayout } from '../../scripts/layout-rules.js';

/** Of a tree written as `{ path: text }`, the breaches as `file:line rule`. */
function breaches(files: Record<string, string>): string[] {
  const tree = Object.entries(files).map(([path, text]) => ({ path, text }));
  return checkLayout(tree).map(({ file, line, rule }) => `${file}:${String(line)} ${rule}`);
}

describe('an export that another room imports', () => {
  /** What is said of a file that another room imports whole, and its own room too. */
  const breachesOf = (text: string, file = 'src/users/a.ts', how = 'import { a }') => {
    const path = file.slice('src/'.length).replace(/ts$/, 'js');
    const importer = (from: string) => `${how} from '${from}';\nexport const b = 1;\n`;
    return breaches({
      [file]: text,
      'src/sessions/b.ts': importer(`../${path}`),
      'src/users/b.ts': importer(`./${path.slice('users/'.length)}`),
    });
  };
  const silent = ['src/users/a.ts:1 no-silent-export'];

  test.each([
    ['a value', 'export const a = 1;\n'],
    ['a function', 'export function a(): void {}\n'],
    ['a type', 'export type a = 1;\n'],
    ['an interface', 'export interface a { readonly b: 1 }\n'],
    ['a class', 'export class a {}\n'],
    ['one with a comment that is none of JSDoc', '// A number.\nexport const a = 1;\n'],
  ])('has a sentence: %s without one is refused', (_, text) => {
    expect(breachesOf(text).map((breach) => breach.replace(':2 ', ':1 '))).toEqual(silent);
    expect(breachesOf(`/** A number. */\n${text}`)).toEqual([]);
  });

  test('has it directly above: what stands apart is about the file', () => {
    expect(breachesOf('/** A number. */\n\nexport const a = 1;\n')).toEqual([
      'src/users/a.ts:3 no-silent-export',
    ]);
  });

  test.each([
    ['by another name', 'import { a as c }'],
    ['as a type', 'import type { a }'],
    ['with all others', 'import * as c'],
    ['to hand it on', 'export { a }'],
  ])('is found %s', (_, how) => {
    expect(breachesOf('export const a = 1;\n', 'src/users/a.ts', how)).toEqual(silent);
  });

  test('is found as a type written in place, by its name', () => {
    const files = (name: string) => ({
      'src/users/a.ts': 'export type a = 1;\nexport type c = 1;\n',
      'src/sessions/b.ts': `export type B = import('../users/a.js').${name};\n`,
    });
    expect(breaches(files('a'))).toEqual(silent);
    expect(breaches(files('c'))).toEqual(['src/users/a.ts:2 no-silent-export']);
  });

  test('may speak by the description that clients read', () => {
    expect(breachesOf(`@ObjectType('A', { description: 'A number.' })\nexport class a {}\n`)).toEqual([]);
    expect(breachesOf(`@ObjectType('A')\nexport class a {}\n`)).toEqual(silent);
  });

  test('may be silent in a room file, and as a text of a page', () => {
    expect(breachesOf('export type a = 1;\n', 'src/users/users.room.ts', 'import type { a }')).toEqual([]);
    expect(breachesOf('export const a = 1;\n', 'src/users/a.css.ts')).toEqual([]);
    expect(breachesOf('export const a = 1;\n', 'src/users/a.script.ts')).toEqual([]);
  });

  test('may be silent where only its own room imports it', () => {
    expect(
      breaches({
        'src/users/a.ts': 'export const a = 1;\n',
        'src/users/b.ts': `import { a } from './a.js';\nexport const b = a;\n`,
      }),
    ).toEqual([]);
  });

  test('does for its type of the same name too', () => {
    expect(breachesOf('/** A number. */\nexport const a = 1;\nexport type a = 1;\n')).toEqual([]);
  });
});
