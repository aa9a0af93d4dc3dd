/** `npm test -- --changed`, on small made-up trees and on the real one. */
import { describe, expect, test } from '@jest/globals';

import { findChangedTests } from '../../scripts/changed-tests.js';
import { readSourceFiles } from '../../scripts/source-files.js';

const files = {
  'src/compose.ts': `import { A } from './atlas/atlas.resolver.js'; import './boats/boats.resolver.js'; A;`,
  'src/foundation/errors.ts': '',
  'src/atlas/maps.ts': '',
  'src/atlas/atlas.resolver.ts': `import type { Maps } from './maps.js';
export class AtlasResolver {
  @Query(() => String)
  @Directive('@auth')
  async openAtlas(
    @Arg('page') page: string,
  ): Promise<Maps> {}
}`,
  'src/boats/boats.resolver.ts': `export class BoatsResolver {\n  @Mutation(() => Boolean)\n  sail(): boolean {}\n}`,
  'src/boats/harbour.route.ts': `import { quay } from './quay.js';\napp.get('/harbour/:name', quay);`,
  'src/boats/quay.ts': '',
  'src/mail/smtp.ts': '',
  'packages/guard/src/index.ts': '',
  'test/harness/gateway.ts': `import '../../src/compose.js';`,
  'test/unit/maps.test.ts': `import '../../src/atlas/maps.js';`,
  'test/unit/guard.test.ts': `import '@portcullis/guard';`,
  'test/e2e/open-atlas.test.ts': `import '../harness/gateway.js'; OpenAtlasDocument; 'docs/atlas.md';`,
  'test/e2e/sail.test.ts': `import '../harness/gateway.js'; const query = 'mutation { sail }'; SailDocument;`,
  'test/e2e/harbour.test.ts': `import '../harness/gateway.js'; get('/harbour/rome');`,
  'test/e2e/openapi.test.ts': `import '../harness/gateway.js'; get('/openapi.json');`,
};
const tree = Object.entries(files).map(([path, text]) => ({ path, text }));
const names = (paths: readonly string[]) => paths.map((path) => path.replace(/^.*\/|\.test\.ts$/g, ''));
const broken = (...changed: string[]) => names(findChangedTests(tree, changed));
const served = ['open-atlas', 'sail', 'harbour', 'openapi'];

describe('a change can break', () => {
  test.each<[string, string, string[]]>([
    ['the tests that import it, and those that ask its room', 'src/atlas/maps.ts', ['maps', 'open-atlas']],
    ['those that ask its operation', 'src/boats/boats.resolver.ts', ['sail']],
    ['those that ask its path', 'src/boats/quay.ts', ['harbour']],
    ['and what holds it against what is told', 'src/boats/harbour.route.ts', ['harbour', 'openapi']],
    ['all that start a gateway, where it is the ground', 'src/foundation/errors.ts', served],
    ['all that start a gateway, where nobody can tell', 'src/mail/smtp.ts', served],
    ['what guards, and what it guards', 'packages/guard/src/index.ts', ['guard', ...served]],
    ['itself, where it is a test', 'test/e2e/sail.test.ts', ['sail']],
    ['who uses a harness', 'test/harness/gateway.ts', served],
    ['who sends a document', 'schema/operations/open-atlas.graphql', ['open-atlas']],
    ['who reads a page', 'docs/atlas.md', ['open-atlas']],
    ['nobody, where nobody reads it', 'docs/boats.md', []],
    ['everybody, where it is what runs them', 'package-lock.json', ['maps', 'guard', ...served]],
  ])('%s', (_what, changed, tests) => {
    expect(broken(changed).sort()).toEqual(tests.sort());
  });

  test('nothing, where there is none', () => {
    expect(broken()).toEqual([]);
  });
});

test('in the real tree a page of one room does not run the others', () => {
  const found = findChangedTests(readSourceFiles(process.cwd()), ['src/audit/audit.resolver.ts']);
  expect(found).toContain('test/e2e/audit-events.test.ts');
  expect(found).not.toContain('test/e2e/revoke.test.ts');
});
