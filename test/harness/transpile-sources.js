import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** @type {import('esbuild').Plugin} */
const eachFileAlone = {
  name: 'each-file-alone',
  setup({ onResolve, initialOptions: { outdir = '' } }) {
    onResolve({ filter: /^@portcullis\/guard/ }, ({ path }) => {
      const file = path === '@portcullis/guard' ? 'index' : path.slice('@portcullis/guard/'.length);
      return { path: pathToFileURL(join(outdir, 'packages/guard/src', `${file}.js`)).href, external: true };
    });
    onResolve({ filter: /./ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path, external: true },
    );
  },
};

/**
 * Writes what Node can load of src and packages/guard, file by file, so that a module is one module for whoever
 * imports it. Types are not looked at.
 * @param {string} directory that is there, and empty.
 */
export async function transpileSources(directory) {
  await build({
    absWorkingDir: repository,
    entryPoints: [
      'src/**/*.ts',
      'src/**/*.mjs',
      'src/**/*.json',
      'packages/guard/src/**/*.ts',
      'package.json',
    ],
    loader: { '.json': 'copy', '.mjs': 'copy' },
    ...{ outdir: directory, outbase: '.', bundle: true, plugins: [eachFileAlone] },
    ...{ platform: 'node', format: 'esm', target: 'node20', keepNames: true },
    ...{ sourcemap: true, sourcesContent: false, logLevel: 'warning' },
  });
  await symlink(join(repository, 'node_modules'), join(directory, 'node_modules'));
  // Beside the sources, as in the repository; whether it is built yet or not.
  await mkdir(join(directory, 'dist'));
  await symlink(join(repository, 'dist/graphiql'), join(directory, 'dist/graphiql'));
}
