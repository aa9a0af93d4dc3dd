import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type EmbeddedMongod, startEmbeddedMongod } from '../../src/database/embedded/embedded-mongod.js';
import { systemRandomness } from '../../src/foundation/randomness.js';

/** A mongod that one test file has to itself, and may stop or freeze. */
export interface OwnMongod {
  readonly uri: EmbeddedMongod['uri'];
  readonly directory: string;
  /** Ends it, and removes its data. */
  stop(): Promise<void>;
}

/** @param name of its directory, for whoever looks at the processes. */
export async function startOwnMongod(name: string): Promise<OwnMongod> {
  const directory = await mkdtemp(join(tmpdir(), `portcullis-${name}-`));
  const { PATH = '', HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const mongod = await startEmbeddedMongod({
    dataDir: directory,
    mongodBinary: MONGOD_BINARY,
    searchPath: PATH,
    homeDir: HOME,
    xdgCacheHome: XDG_CACHE_HOME,
    randomness: systemRandomness,
    report: () => undefined,
  });
  return {
    uri: mongod.uri,
    directory,
    async stop() {
      await mongod.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
