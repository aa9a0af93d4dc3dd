import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

import { type Cleanup, endProcess } from './cleanup.js';

const stopLimitMs = 2_000;

/** What is measured is what is shipped. Incremental, so that it costs a second where nothing has changed. */
export async function build(cleanup: Cleanup): Promise<void> {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const child = spawn(process.execPath, [compiler, '-b', 'tsconfig.build.json'], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    // The compiler's complaints go to standard error: standard output is the result's alone.
    stdio: ['ignore', process.stderr, process.stderr],
  });
  cleanup.add(() => endProcess(child, stopLimitMs));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The build failed.');
}
