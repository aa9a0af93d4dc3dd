import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess } from './cleanup.js';

const stopLimitMs = 2_000;

/** Where this repository lies. */
export const repository = fileURLToPath(new URL('..', import.meta.url));

/**
 * What is measured is what is shipped. Incremental, so that it costs a second where nothing has changed.
 * @param directory a repository of the gateway, its packages installed.
 */
export async function build(cleanup: Cleanup, directory = repository): Promise<void> {
  const compiler = createRequire(join(directory, 'package.json')).resolve('typescript/bin/tsc');
  await runProgram(process.execPath, [compiler, '-b', 'tsconfig.build.json'], directory, cleanup);
  const bundler = join(directory, 'scripts/build-bundle.js');
  // Commits of before it have none.
  if (existsSync(bundler)) await runProgram(process.execPath, [bundler], directory, cleanup);
}

/** @throws Error where it fails. */
export async function runProgram(
  program: string,
  args: readonly string[],
  cwd: string,
  cleanup: Cleanup,
): Promise<void> {
  // What it says goes to standard error: standard output is the result's alone.
  const child = spawn(program, args, { cwd, stdio: ['ignore', process.stderr, process.stderr] });
  cleanup.add(() => endProcess(child, stopLimitMs));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${[program, ...args].join(' ')} failed.`);
}
