import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { repository, runProgram } from './build.js';
import type { Cleanup } from './cleanup.js';

/**
 * Beside the packages of this repository, and none of them: `npm ci` brings nothing of it.
 * @param name of the directory, its version included. @param packages with exact versions, so that a figure says of what it is.
 * @returns the directory, kept for the next run. @throws Error where npm fails.
 */
export async function installPeer(
  name: string,
  packages: Readonly<Record<string, string>>,
  cleanup: Cleanup,
): Promise<string> {
  const directory = join(repository, 'node_modules/.cache/portcullis-bench', name);
  mkdirSync(directory, { recursive: true });
  if (existsSync(join(directory, 'node_modules/.package-lock.json'))) return directory;
  const manifest = { private: true, type: 'module', dependencies: packages };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest));
  await runProgram(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--omit=optional', '--loglevel=error'],
    directory,
    cleanup,
  );
  return directory;
}
