import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

import { programOf } from './gateway-process.js';
import { recordLog } from './run-record.js';

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** One that runs still. */
export interface RunningCommand {
  readonly result: Promise<CommandResult>;
  kill(): void;
}

/**
 * Runs the command line as a person or a program does. Nothing of the test's environment
 * reaches it but PATH, HOME and where mongod binaries are.
 */
export function runCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<CommandResult> {
  return startCommand(args, settings).result;
}

/** @param standardOutput a file descriptor for it; nothing of it is in the result then. */
export function startCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  standardOutput: number | 'pipe' = 'pipe',
): RunningCommand {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const child = spawn(process.execPath, [programOf('cli/portcullis.js'), ...args], {
    // Not the repository, whose .env is somebody's own.
    cwd: tmpdir(),
    env: { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, ...settings },
    stdio: ['ignore', standardOutput, 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      recordLog(text);
      written[name] += text;
    });
  const result = new Promise<CommandResult>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code, ...written });
    });
  });
  return { result, kill: () => void child.kill('SIGKILL') };
}
