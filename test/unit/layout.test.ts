/** The layout rules on the real sources, and on small made-up trees that break one rule each. */
import { describe, expect, test } from '@jest/globals';

import { checkLayout } from '../../scripts/layout-rules.js';
import { readSourceFiles, type SourceFile } from '../../scripts/source-files.js';

/** A tree written as `{ path: text }`. */
function tree(files: Record<string, string>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }));
}

/** The breaches as `file:line rule`, the part that a test can name exactly. */
function breaches(files: Record<string, string>): string[] {
  return checkLayout(tree(files)).map(({ file, line, rule }) => `${file}:${String(line)} ${rule}`);
}

const profile = '/** The one there is. */ export const profile = 1;\n';

test('the real sources keep every rule', () => {
  const files = readSourceFiles(process.cwd());
  expect(files.map((file) => file.path)).toContain('scripts/layout-rules.ts');
  expect(checkLayout(files)).toEqual([]);
});

describe('rooms', () => {
  test('a room may import lower rooms, and anything of its own', () => {
    const session = `import { profile } from '../users/profile.js';\nimport { a } from './a.js';\nexport const s = profile + a;\n`;
    expect(
      breaches({
        'src/users/profile.ts': profile,
        'src/sessions/a.ts': 'export const a = 1;\n',
        'src/sessions/session.model.ts': session,
      }),
    ).toEqual([]);
  });

  test.each([
    ['a value of a higher room', `import { signIn } from '../sign-in/sign-in.js';`],
    ['a type of a higher room', `import type { SignIn } from '../sign-in/sign-in.js';`],
    ['a type written in place', `export type SignIn = import('../sign-in/sign-in.js').SignIn;`],
    ['a room of the same rank', `import { keyRing } from '../keys/key-ring.js';`],
    ['a dynamic import of a higher room', `export const load = () => import('../server/listener.js');`],
    ['a re-export from a higher room', `export const a = 1; export { b } from '../server/listener.js';`],
    ['the composition root', `import { compose } from '../compose.js';`],
  ])('%s is refused, on its line', (_, text) => {
    expect(breaches({ 'src/users/profile.ts': `// a comment first\n${text}\n` })).toEqual([
      'src/users/profile.ts:2 downwards-only',
    ]);
  });

  test('the server serves the GraphQL handler, never the other way round', () => {
    expect(
      breaches({ 'src/server/listener.ts': `import { h } from '../graphql/h.js';\nexport const s = h;\n` }),
    ).toEqual([]);
    expect(
      breaches({ 'src/graphql/h.ts': `import { s } from '../server/listener.js';\nexport const h = s;\n` }),
    ).toEqual(['src/graphql/h.ts:1 downwards-only']);
  });

  test('a folder without a rank is refused', () => {
    expect(breaches({ 'src/helpers/strings.ts': profile })).toEqual([
      'src/helpers/strings.ts:1 unknown-room',
    ]);
  });
});

describe('listeners', () => {
  test('take types of users, and only types', () => {
    const valueImport = `import { profile } from '../users/profile.js';\nexport const p = profile;\n`;
    const typeImport = valueImport.replace('import', 'import type');
    expect(breaches({ 'src/audit/trail.ts': typeImport })).toEqual([]);
    expect(breaches({ 'src/audit/trail.ts': valueImport })).toEqual(['src/audit/trail.ts:1 downwards-only']);
  });

  test('know no room above', () => {
    const text = `import type { Session } from '../sessions/session.model.js';\nexport type S = Session;\n`;
    expect(breaches({ 'src/observe/metrics.ts': text })).toEqual(['src/observe/metrics.ts:1 downwards-only']);
  });

  test('are known to compose alone', () => {
    const text = `import { trail } from '../audit/trail.js';\nexport const t = trail;\n`;
    expect(breaches({ 'src/compose.ts': text.replace('..', '.') })).toEqual([]);
    expect(breaches({ 'src/sign-in/sign-in.ts': text })).toEqual(['src/sign-in/sign-in.ts:1 downwards-only']);
  });
});

describe('room files', () => {
  const room = 'export const createUsersRoom = 1;\nexport type UsersRoom = 1;\n';
  const ground = '/** For all. */ export type Ground = 1;\n';

  test('alone stand on the ground, which every room is given', () => {
    const text = `import type { Ground } from '../house/ground.js';\nexport type Needs = Ground;\n`;
    const files = { 'src/house/ground.ts': ground, 'src/users/users.room.ts': text };
    expect(breaches(files)).toEqual([]);
    expect(breaches({ 'src/house/ground.ts': ground, 'src/users/profile.ts': text })).toEqual([
      'src/users/profile.ts:1 downwards-only',
    ]);
  });

  test('are built by the composition root alone; others take their types', () => {
    const files = (what: string) => ({
      'src/users/users.room.ts': room,
      'src/sessions/sessions.room.ts': `import ${what} from '../users/users.room.js';\nexport const x = 1;\n`,
    });
    expect(breaches(files('type { UsersRoom }'))).toEqual([]);
    expect(breaches(files('{ createUsersRoom }'))).toEqual([
      'src/sessions/sessions.room.ts:1 downwards-only',
    ]);
  });
});

describe('circles', () => {
  const other = (kind: string, name: string): string =>
    `${kind} { ${name} } from './${name}.js';\nexport const x = 1;\n`;

  test('are refused, and the message shows the way round', () => {
    const files = tree({
      'src/users/a.ts': other('import', 'b'),
      'src/users/b.ts': other('import', 'c'),
      'src/users/c.ts': other('import', 'a'),
    });
    expect(checkLayout(files)).toMatchObject([
      {
        file: 'src/users/a.ts',
        line: 1,
        rule: 'no-cycle',
        advice: expect.stringContaining(
          'src/users/a.ts -> src/users/b.ts -> src/users/c.ts -> src/users/a.ts',
        ),
      },
    ]);
  });

  test('that a type import closes are refused too: neither file can be moved without the other', () => {
    const files = { 'src/users/a.ts': other('import', 'b'), 'src/users/b.ts': other('import type', 'a') };
    expect(breaches(files)).toEqual(['src/users/a.ts:1 no-cycle']);
  });

  test('count in packages as well', () => {
    const guard = {
      'packages/guard/src/a.ts': other('import', 'b'),
      'packages/guard/src/b.ts': other('import', 'a'),
    };
    expect(breaches(guard)).toEqual(['packages/guard/src/a.ts:1 no-cycle']);
  });
});

describe('files', () => {
  test.each([
    ['only re-exports', 'src/users/all.ts', `export * from './profile.js';\nexport { a } from './a.js';\n`],
    ['imports and exports again', 'src/users/all.ts', `import { a } from './a.js';\nexport { a };\n`],
    ['is called index', 'src/users/index.ts', profile],
  ])('a file that %s is a barrel', (_, path, text) => {
    expect(breaches({ [path]: text })).toEqual([`${path}:1 no-barrel`]);
  });

  test('a package may have its index', () => {
    expect(breaches({ 'packages/guard/src/index.ts': `export * from './guard.js';\n` })).toEqual([]);
  });

  test.each([
    ['a function', 'export default function go() {}\n'],
    ['a value', 'const a = 1;\nexport { a };\nexport default a;\n'],
    ['a renamed export', 'const a = 1;\nexport { a as default };\n'],
  ])('%s as default export is refused', (_, text) => {
    const rules = checkLayout(tree({ 'src/users/go.ts': text })).map(({ rule }) => rule);
    expect(rules).toContain('no-default-export');
  });

  test.each([
    'src/users/userProfile.ts',
    'src/users/user.helper.ts',
    'src/users/UserModel.ts',
    'src/users/user.type.model.ts',
    'src/signIn/a.ts',
  ])('%s is no file name', (path) => {
    const rules = checkLayout(tree({ [path]: profile })).map(({ rule }) => rule);
    expect(rules).toContain('file-name');
  });

  test.each(['src/users/user.model.ts', 'src/users/profile.ts', 'test/unit/sandbox.page.test.ts'])(
    '%s is one',
    (path) => {
      expect(breaches({ [path]: profile })).toEqual([]);
    },
  );
});

describe('packages', () => {
  test.each([
    ['the gateway by path', 'src/users/a.ts', '../../packages/guard/src/guard.js'],
    ['a test by path', 'test/unit/a.test.ts', '../../packages/guard/src/guard.js'],
    ['the gateway by a deep name', 'src/users/a.ts', '@portcullis/guard/src/guard.js'],
    ['another package by path', 'packages/client/src/a.ts', '../../guard/src/guard.js'],
  ])('are not taken by %s', (_, path, specifier) => {
    const text = `import { guard } from '${specifier}';\nexport const g = guard;\n`;
    expect(breaches({ [path]: text })).toEqual([`${path}:1 package-by-path`]);
  });

  test('are taken by their names', () => {
    const text = `import { guard } from '@portcullis/guard';\nexport const g = guard;\n`;
    expect(breaches({ 'src/users/a.ts': text })).toEqual([]);
  });

  test('do not need the gateway', () => {
    const text = `import { users } from '../../../src/users/users.js';\nexport const u = users;\n`;
    expect(breaches({ 'packages/guard/src/a.ts': text })).toEqual([
      'packages/guard/src/a.ts:1 package-by-path',
    ]);
  });
});

describe('sizes', () => {
  const lines = (count: number): string => '  void 0;\n'.repeat(count);

  test('a median function over 12 lines is refused', () => {
    const long = `export function long(): void {\n${lines(11)}}\n`;
    expect(breaches({ 'src/users/long.ts': long })).toEqual(['src:1 median-size']);
    expect(breaches({ 'src/users/long.ts': long.replace('  void 0;\n', '') })).toEqual([]);
  });

  test('a median file over 100 lines is refused', () => {
    const long = 'export const a = 1;\n'.replace('a', 'b') + '// text\n'.repeat(100);
    expect(breaches({ 'src/users/long.ts': long })).toEqual(['src:1 median-size']);
    expect(breaches({ 'src/users/long.ts': long, 'src/users/a.ts': profile })).toEqual([]);
  });
});
