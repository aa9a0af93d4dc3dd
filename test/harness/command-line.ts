import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { Writable } from 'node:stream';

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
  /** What it has written so far; of one on a terminal all of it is standard output. */
  readonly written: Readonly<Record<'stdout' | 'stderr', string>>;
  /** Undefined where it has none. */
  readonly stdin: Writable | null;
  signal(name: 'SIGINT' | 'SIGKILL'): void;
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

/**
 * @param standardOutput a file descriptor for it; nothing of it is in the result then.
 * @param standardInput `pipe` for one that reads it.
 */
export function startCommand(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
  standardOutput: number | 'pipe' = 'pipe',
  standardInput: 'ignore' | 'pipe' = 'ignore',
): RunningCommand {
  const program = [process.execPath, programOf('cli/portcullis.js'), ...args];
  return start(program, settings, [standardInput, standardOutput, 'pipe']);
}

/** The same on a terminal, whose keys are its standard input: `script` (util-linux) makes one. */
export function startOnTerminal(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): RunningCommand {
  const program = [process.execPath, programOf('cli/portcullis.js'), ...args];
  const line = program.map((word) => `'${word}'`).join(' ');
  const terminal = { TERM: 'xterm', SHELL: '/bin/sh', ...settings };
  return start(['script', '-qefc', `exec ${line}`, '/dev/null'], terminal, ['pipe', 'pipe', 'pipe']);
}

function start(
  [program = '', ...args]: readonly string[],
  settings: Readonly<Record<string, string>>,
  stdio: ['ignore' | 'pipe', number | 'pipe', 'pipe'],
): RunningCommand {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const child = spawn(program, args, {
    // Not the repository, whose .env is somebody's own.
    cwd: tmpdir(),
    env: { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, ...settings },
    stdio,
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
  return {
    ...{ result, written, stdin: child.stdin },
    signal: (name) => void child.kill(name),
    kill: () => void child.kill('SIGKILL'),
  };
}
