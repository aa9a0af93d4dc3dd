/**
 * What the embedded database keeps on disk, and the state file beside it: which series made the data, on which
 * port it last ran, and whose it is. Who holds the directory is judged by mongod's own lock; the pid in the state
 * file only serves to name the holder.
 */
import { existsSync } from 'node:fs';
import { chmod, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Randomness } from '../../foundation/randomness.js';
import { StartupError } from '../../foundation/startup-error.js';
import { describeError, systemCode } from './describe.js';

const stateSchema = z.object({
  /** The release series whose mongod made the data, for example "7.0". */
  series: z.string().regex(/^\d+\.\d+$/),
  port: z.int().min(1).max(65_535).optional(),
  gatewayPid: z.int().positive().optional(),
});

/** What the state file says. */
export type DataDirState = z.infer<typeof stateSchema>;

export interface DataDir {
  readonly root: string;
  readonly databaseDir: string;
  readonly keyFile: string;
  /** What the key file holds: the password of mongod's internal user. */
  readonly key: string;
  /** The password of the application's user. */
  readonly password: string;
  readonly logFile: string;
  readonly previousLogFile: string;
  readonly failedLogFile: string;
  /** A log of its own for each start, since a start that is refused must not touch the log of the one that runs. */
  readonly startingLogFile: string;
  readonly stateFile: string;
}

/** Whether a database was ever made there. Looking makes nothing. */
export function hasEmbeddedData(path: string): boolean {
  return existsSync(join(resolve(path), 'mongodb'));
}

const temporaryName = (file: string, randomness: Randomness): string =>
  `${file}.${randomness(6).toString('hex')}.tmp`;

/** Creates `file` whole or not at all; where it is there already, that one stays. */
async function createOnce(file: string, content: string, randomness: Randomness): Promise<void> {
  const temporary = temporaryName(file, randomness);
  await writeFile(temporary, content, { mode: 0o600, flag: 'wx' });
  try {
    await link(temporary, file);
  } catch (error) {
    // Some network and desktop file systems have no hard links.
    if (systemCode(error) !== 'EEXIST') await rename(temporary, file);
  }
  await rm(temporary, { force: true });
}

async function readIfThere(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** The secret in `file`, made on the first start; of two first starts at once both read the same. */
async function secretIn(file: string, randomness: Randomness, make: () => string): Promise<string> {
  if ((await readIfThere(file)) === '') {
    await rm(file, { force: true });
    await createOnce(file, make(), randomness);
  }
  await chmod(file, 0o600);
  return readIfThere(file);
}

/** Creates what is missing, and reads the secrets. */
export async function openDataDir(path: string, randomness: Randomness): Promise<DataDir> {
  const root = resolve(path);
  const files = {
    root,
    databaseDir: join(root, 'mongodb'),
    keyFile: join(root, 'mongodb.key'),
    logFile: join(root, 'mongodb.log'),
    previousLogFile: join(root, 'mongodb.previous.log'),
    failedLogFile: join(root, 'mongodb.failed.log'),
    startingLogFile: join(root, `mongodb.starting-${randomness(6).toString('hex')}.log`),
    stateFile: join(root, 'mongodb.state.json'),
  };
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    await mkdir(files.databaseDir, { recursive: true, mode: 0o700 });
    // mongod takes 6 to 1024 base64 characters as a key.
    const key = await secretIn(files.keyFile, randomness, () => randomness(96).toString('base64'));
    const passwordFile = join(root, 'mongodb.password');
    const password = await secretIn(passwordFile, randomness, () => randomness(32).toString('base64url'));
    return { ...files, key, password };
  } catch (error) {
    throw new StartupError(
      `The data directory ${root} cannot be used: ${describeError(error)}. ` +
        'Make it a directory that this user may write, or set DATA_DIR to another one.',
      { cause: error },
    );
  }
}

/** The recorded state; nothing where there is none yet. */
export async function readState(dataDir: DataDir): Promise<DataDirState | undefined> {
  try {
    return stateSchema.parse(JSON.parse(await readFile(dataDir.stateFile, 'utf8')));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw new StartupError(
      `The file ${dataDir.stateFile} cannot be read, so it is not known which MongoDB made the data beside it. ` +
        'Write {"series":"7.0"} into it, with the series that did, or restore it from a backup.',
      { cause: error },
    );
  }
}

/** Notes which series is about to make the data, before it does; a state that is there already stays. */
export async function recordSeries(dataDir: DataDir, series: string, randomness: Randomness): Promise<void> {
  await createOnce(dataDir.stateFile, `${JSON.stringify({ series })}\n`, randomness);
}

/** Replaces the state in one step, so that a crash leaves the old or the new. */
export async function writeState(
  dataDir: DataDir,
  state: DataDirState,
  randomness: Randomness,
): Promise<void> {
  const temporary = temporaryName(dataDir.stateFile, randomness);
  await writeFile(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(temporary, dataDir.stateFile);
}

/** The pid that mongod wrote into its lock file; the lock itself may be long gone. */
export async function readLockPid(dataDir: DataDir): Promise<number | undefined> {
  const text = await readFile(join(dataDir.databaseDir, 'mongod.lock'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : undefined;
}
