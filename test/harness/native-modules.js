/**
 * Modules that Node itself has loaded, once for the life of a worker. Jest would load them anew for every test file, and that
 * was most of what a run did: a module of the sources or of a package has no state that a test could leave behind.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Where the environment of each test file finds `requireNative`. */
export const NATIVE = 'portcullis.requireNative';

const require = createRequire(import.meta.url);
// Before any decorated class, whichever test file a worker begins with.
require('reflect-metadata');

/**
 * @param {string} file of a package, or of the sources; from the repository.
 * @returns {unknown} what `require` gives: module.exports, or the namespace of an ES module.
 */
export function requireNative(file) {
  const isSource = !file.startsWith('node_modules/');
  return require(isSource ? join(sourcesDir(), file.replace(/\.ts$/, '.js')) : join(repository, file));
}

function sourcesDir() {
  const directory = process.env['TEST_SOURCES_DIR'];
  if (directory === undefined) throw new Error('The sources were not transpiled: global-setup.js does it.');
  return directory;
}
