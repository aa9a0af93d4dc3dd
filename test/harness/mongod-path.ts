import { cacheDirsFor } from '../../src/database/embedded/cache-dirs.js';
import { findMongod } from '../../src/database/embedded/mongod-binary.js';

/** The mongod that a gateway with its data in this directory would start. */
export async function findMongodPath(directory: string): Promise<string> {
  const { PATH = '', HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const { path } = await findMongod({
    mongodBinary: MONGOD_BINARY,
    searchPath: PATH,
    homeDir: HOME,
    cacheDirs: cacheDirsFor({ homeDir: HOME, xdgCacheHome: XDG_CACHE_HOME, dataDir: directory }),
    series: undefined,
    dataDir: directory,
    downloadBaseUrl: undefined,
    stallTimeoutMs: 10_000,
    fetch: globalThis.fetch,
    progress: undefined,
    report: () => undefined,
  });
  return path;
}
