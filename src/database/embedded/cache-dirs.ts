import { join } from 'node:path';

export interface CachePlaces {
  /** Used alone where given. */
  readonly cacheDir?: string | undefined;
  /** XDG_CACHE_HOME. */
  readonly xdgCacheHome?: string | undefined;
  readonly homeDir?: string | undefined;
  readonly dataDir: string;
}

/**
 * Where mongod binaries are kept, in order of preference. The data directory comes last, for services whose user
 * has no home or may not write there.
 */
export function cacheDirsFor({ cacheDir, xdgCacheHome, homeDir, dataDir }: CachePlaces): readonly string[] {
  if (cacheDir !== undefined) return [cacheDir];
  const fallback = join(dataDir, 'cache');
  // The base-directory specification tells to ignore a path that is not absolute.
  if (xdgCacheHome?.startsWith('/') === true) return [join(xdgCacheHome, 'portcullis'), fallback];
  return homeDir?.startsWith('/') === true ? [join(homeDir, '.cache', 'portcullis'), fallback] : [fallback];
}
