/**
 * The gateway as one file, which `npm run build` makes (scripts/build-bundle.js): to read a thousand modules and to compile them is
 * most of a start. Knows nothing of what is in it.
 */
import { readFileSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: object,
  filename: string,
  directory: string,
) => void;

/**
 * What the bundle of these modules exports.
 * @param modules the folder that is bundled, with `bundle/` in it.
 * @returns undefined where there is none, where it is older than the modules, or where source maps are asked for, which only they have.
 */
export function loadBundle(modules: URL): object | undefined {
  if (process.sourceMapsEnabled) return undefined;
  const manifest = new URL('bundle/manifest.json', modules);
  const builtAt = changedAt(manifest);
  // Compiled by hand after the last `npm run build`.
  if (builtAt === undefined || builtAt < (changedAt(new URL('.tsbuildinfo', modules)) ?? 0)) return undefined;
  const { name } = JSON.parse(readFileSync(manifest, 'utf8')) as { name: string };
  const cache = readFileSync(new URL(`${name}.cache`, manifest));
  return run(fileURLToPath(new URL(`${name}.cjs`, manifest)), cache).exports;
}

/**
 * What V8 makes of a bundle, for its next load: with each function that its modules run when they are loaded.
 * @exportedFor scripts/build-bundle.js
 */
export function compileBundle(file: string): Buffer {
  return run(file).script.createCachedData();
}

/** @param cachedData of another V8, or of another processor, is refused by V8, which then compiles anew. */
function run(file: string, cachedData?: Buffer): { readonly exports: object; readonly script: Script } {
  // ASCII, which V8 holds as it is: as UTF-8 it would be looked through first.
  const source = Module.wrap(readFileSync(file, 'latin1'));
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} };
  const wrapped = script.runInThisContext() as Wrapped;
  wrapped(module.exports, createRequire(file), module, file, dirname(file));
  return { exports: module.exports, script };
}

function changedAt(file: URL): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
