import type { Dirent } from 'node:fs';
import { chmod, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describeError } from './describe.js';
import { compareVersions, probeMongod } from './mongod-version.js';

/** Where binaries live between starts: `<directory>/mongod/<version>/mongod`. */
export interface CachedMongod {
  readonly version: string;
  readonly path: string;
  readonly cacheDir: string;
}

const stagingPrefix = '.partial-';
const staleAfterMs = 24 * 60 * 60 * 1000;

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** Every version in the caches, the newest first. They are only named here; the caller probes them. */
export async function listCached(cacheDirs: readonly string[]): Promise<CachedMongod[]> {
  const found: CachedMongod[] = [];
  for (const cacheDir of cacheDirs) {
    for (const { name } of await entriesOf(join(cacheDir, 'mongod'))) {
      if (/^\d+\.\d+\.\d+$/.test(name)) {
        found.push({ version: name, path: join(cacheDir, 'mongod', name, 'mongod'), cacheDir });
      }
    }
  }
  return found.sort((left, right) => compareVersions(right.version, left.version));
}

/** A killed download leaves its staging directory; a younger one may be another starter's, at work. */
async function sweepStaleStaging(home: string): Promise<void> {
  for (const { name } of await entriesOf(home)) {
    if (!name.startsWith(stagingPrefix)) continue;
    const path = join(home, name);
    const age = Date.now() - (await stat(path).catch(() => ({ mtimeMs: Date.now() }))).mtimeMs;
    if (age > staleAfterMs) await rm(path, { recursive: true, force: true });
  }
}

async function makeStaging(cacheDirs: readonly string[]): Promise<{ cacheDir: string; staging: string }> {
  const refusals: string[] = [];
  for (const cacheDir of cacheDirs) {
    const home = join(cacheDir, 'mongod');
    try {
      await mkdir(home, { recursive: true, mode: 0o700 });
      const staging = await mkdtemp(join(home, stagingPrefix));
      await sweepStaleStaging(home);
      return { cacheDir, staging };
    } catch (error) {
      refusals.push(describeError(error));
    }
  }
  throw new Error(`there is no place to keep it: ${refusals.join('; ')}`);
}

/**
 * Puts a new binary into the first cache that can be written. `produce` makes it in a directory of its own; only
 * one that runs is renamed into place, in one step, so that a partial file never has the final name and of two
 * starters at once each leaves a whole one.
 */
export async function installMongod(
  cacheDirs: readonly string[],
  version: string,
  produce: (stagingDir: string) => Promise<string>,
): Promise<CachedMongod> {
  const { cacheDir, staging } = await makeStaging(cacheDirs);
  try {
    const made = await produce(staging);
    await chmod(made, 0o755);
    const probe = await probeMongod(made);
    if (!probe.runs) throw new Error(`mongod ${version} came, but ${probe.reason}`);
    if (probe.version !== version) throw new Error(`what came is mongod ${probe.version}, not ${version}`);
    const home = join(cacheDir, 'mongod', version);
    await mkdir(home, { recursive: true, mode: 0o700 });
    await rename(made, join(home, 'mongod'));
    return { version, path: join(home, 'mongod'), cacheDir };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
