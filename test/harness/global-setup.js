import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { tsImport } from 'tsx/esm/api';

/** Jest starts this file outside its own transform, so the sources are loaded through tsx. */
const sources = '../../src';
/** @type {typeof import('../../src/database/embedded/embedded-mongod.js')} */
const { startEmbeddedMongod } = await tsImport(
  `${sources}/database/embedded/embedded-mongod.ts`,
  import.meta.url,
);
/** @type {typeof import('../../src/foundation/randomness.js')} */
const { systemRandomness } = await tsImport(`${sources}/foundation/randomness.ts`, import.meta.url);

/** One real mongod for the whole run, by the same code that `npm start` uses; every test file has a database of its own. */
export default async function setUp() {
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
      await rm(recordDir, { recursive: true, force: true });
    },
  });
}
