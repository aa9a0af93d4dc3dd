import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

import { NATIVE, repository, requireNative } from './native-modules.js';

/** What a package exports may change where its entry does not. */
const installed = join(repository, 'node_modules/.package-lock.json');
const versions = [installed, fileURLToPath(import.meta.url)]
  .reduce((hash, file) => hash.update(readFileSync(file)), createHash('sha256'))
  .digest('hex');

/**
 * Puts in the place of a module one of the same exports that takes them from Node's own copy.
 * @type {import('@jest/transform').SyncTransformer}
 */
const nativeTransformer = {
  getCacheKey: (source, path, { supportsStaticESM, supportsDynamicImport }) =>
    createHash('sha256')
      .update(JSON.stringify([source, path, supportsStaticESM, supportsDynamicImport, versions]))
      .digest('hex'),
  process(source, path, { supportsStaticESM, supportsDynamicImport }) {
    // Jest also passes through here what it requires for itself, and says so by this alone.
    if (!supportsDynamicImport) return { code: source };
    const file = relative(repository, path);
    const taken = `globalThis[Symbol.for('${NATIVE}')](${JSON.stringify(file)})`;
    const names = namesOf(requireNative(file));
    return { code: supportsStaticESM ? esModule(taken, names) : commonJsModule(taken, names) };
  },
};
export default nativeTransformer;

/** @param {unknown} loaded */
function namesOf(loaded) {
  if (loaded === null || (typeof loaded !== 'object' && typeof loaded !== 'function')) return [];
  return Object.keys(loaded).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name));
}

/** @param {string} taken @param {readonly string[]} names */
function esModule(taken, names) {
  const others = names.filter((name) => name !== 'default');
  const lines = others.map((name, index) => `const n${index} = native[${JSON.stringify(name)}];`);
  const exported = others.map((name, index) => `n${index} as ${name}`).join(', ');
  const byDefault = names.includes('default') ? 'export default native.default;' : '';
  return [`const native = ${taken};`, ...lines, `export { ${exported} };`, byDefault].join('\n');
}

/**
 * What never runs tells the names to whoever reads them off the text, as Node does.
 * @param {string} taken
 * @param {readonly string[]} names
 */
function commonJsModule(taken, names) {
  const told = names.map((name) => `exports[${JSON.stringify(name)}] = 0;`).join(' ');
  return `module.exports = ${taken};\nif (false) { ${told} }`;
}
