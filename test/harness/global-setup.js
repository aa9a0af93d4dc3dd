import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { transpileSources } from './transpile-sources.js';

/** One real mongod for the whole run, by the same code that `npm start` uses; every test file has a database of its own. */
export default async function setUp() {
  const sourcesDir = await mkdtemp(join(tmpdir(), 'portcullis-sources-'));
  await transpileSources(sourcesDir);
  process.env['TEST_SOURCES_DIR'] = sourcesDir;
  const { startEmbeddedMongod, systemRandomness } = await loadSources(sourcesDir);
  const dataDir = await mkdtemp(join(tmpdir(), 'portcullis-test-'));
  const { PATH = '', HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const mongod = await startEmbeddedMongod({
    dataDir,
    mongodBinary: MONGOD_BINARY,
    searchPath: PATH,
    homeDir: HOME,
    xdgCacheHome: XDG_CACHE_HOME,
    randomness: systemRandomness,
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const recordDir = await mkdtemp(join(tmpdir(), 'portcullis-record-'));
  process.env['TEST_RECORD_DIR'] = recordDir;
  process.env['TEST_MONGODB_URI'] = mongod.uri;
  Object.assign(globalThis, {
    tearDownMongod: async () => {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
      for (const directory of [recordDir, sourcesDir]) await rm(directory, { recursive: true, force: true });
    },
  });
}

/** @param {string} sourcesDir */
async function loadSources(sourcesDir) {
  const load = (/** @type {string} */ file) => import(pathToFileURL(join(sourcesDir, 'src', file)).href);
  /** @type {typeof import('../../src/database/embedded/embedded-mongod.js')} */
  const { startEmbeddedMongod } = await load('database/embedded/embedded-mongod.js');
  /** @type {typeof import('../../src/foundation/randomness.js')} */
  const { systemRandomness } = await load('foundation/randomness.js');
  return { startEmbeddedMongod, systemRandomness };
}
