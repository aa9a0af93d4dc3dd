/** What `npm pack` makes of the guard, as the README has people install it. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, it } from '@jest/globals';

import { packWorkspace } from '../../harness/gateway-process.js';

const run = promisify(execFile);

interface Manifest {
  readonly exports: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly version: string;
}

it('every export of the packed guard can be imported and has its types, outside this repository', async () => {
  const service = await mkdtemp(join(tmpdir(), 'portcullis-guard-'));
  const modules = join(service, 'node_modules');
  await mkdir(join(modules, '@portcullis'), { recursive: true });
  await packWorkspace('@portcullis/guard', service);
  const manifest = JSON.parse(await readFile('packages/guard/package.json', 'utf8')) as Manifest;
  await cp(join(service, 'package'), join(modules, '@portcullis/guard'), { recursive: true });
  for (const name of ['jose', 'graphql', '@types'])
    await symlink(join(process.cwd(), 'node_modules', name), join(modules, name));

  const names = Object.keys(manifest.exports).map((path) => `@portcullis/guard${path.slice(1)}`);
  const imports = names.map((name, index) => `import * as part${index} from '${name}';`).join('\n');
  const uses = names.map((_, index) => `part${index}`).join(', ');
  await writeFile(join(service, 'use.mts'), `${imports}\nconsole.log([${uses}].length);\n`);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--types', 'node'];
  await run(process.execPath, [tsc, ...options, 'use.mts'], { cwd: service });
  const { stdout } = await run(process.execPath, ['use.mjs'], { cwd: service });
  expect(stdout.trim()).toBe(String(names.length));
  await rm(service, { recursive: true });
}, 120_000);

it('names the file that the READMEs have people install', async () => {
  const { version } = JSON.parse(await readFile('packages/guard/package.json', 'utf8')) as Manifest;
  for (const readme of ['README.md', 'packages/guard/README.md'])
    expect(await readFile(readme, 'utf8')).toContain(`npm install /tmp/portcullis-guard-${version}.tgz`);
});
