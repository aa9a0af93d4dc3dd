import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

import { programOf } from './gateway-process.js';
import { recordLog } from './run-record.js';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs the command line as a person or a program does. Nothing of the test's environment
 * reaches it but PATH, HOME and where mongod binaries are.
 */
export function runCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const child = spawn(process.execPath, [programOf('cli/portcullis.js'), ...args], {
    // Not the repository, whose .env is somebody's own.
    cwd: tmpdir(),
    env: { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (text: string) => {
      recordLog(text);
      written[name] += text;
    });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...written });
    });
  });
}
