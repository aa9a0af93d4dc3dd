import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { transpileSources } from './transpile-sources.js';

/** What the run's databases may take on disk, journals included. */
const NEEDED_BYTES = 1024 ** 3;

/** One real mongod for the whole run, by the same code that `npm start` uses; every test file has a database of its own. */
export default async function setUp() {
  const sourcesDir = await mkdtemp(join(tmpdir(), 'portcullis-sources-'));
  await transpileSources(sourcesDir);
  process.env['TEST_SOURCES_DIR'] = sourcesDir;
  const { startEmbeddedMongod, systemRandomness } = await loadSources(sourcesDir);
  const dataDir = await mkdtemp(join(await quickDirectory(), 'portcullis-test-'));
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
  const filesDir = await mkdtemp(join(tmpdir(), 'portcullis-files-'));
  process.env['TEST_FILES_DIR'] = filesDir;
  process.env['TEST_MONGODB_URI'] = mongod.uri;
  Object.assign(globalThis, {
    tearDownMongod: async () => {
      await mongod.stop();
      await rm(dataDir, { recursive: true, force: true });
      for (const directory of [recordDir, filesDir, sourcesDir])
        await rm(directory, { recursive: true, force: true });
    },
  });
}

/** Memory where there is enough: every acknowledged write waits for the disk otherwise, some tens of thousands of times. */
async function quickDirectory() {
  const memory = '/dev/shm';
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free >= NEEDED_BYTES && freemem() >= 2 * NEEDED_BYTES ? memory : tmpdir();
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
