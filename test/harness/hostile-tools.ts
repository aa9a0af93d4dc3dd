/** Programs that others wrote to break servers: those of Python in an environment of their own, and how each is run. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe } from '@jest/globals';

import { missingPrograms } from './programs.js';

export const hostileFolder = fileURLToPath(new URL('../hostile', import.meta.url));

/** Told as skipped where this machine lacks one of the programs. */
export function describeWith(programs: readonly string[], title: string, block: () => void): void {
  const missing = missingPrograms(programs);
  if (missing.length === 0) describe(title, block);
  else describe.skip(`${title} (no ${missing.join(', no ')} here)`, block);
}

export interface Ran {
  readonly code: number | null;
  /** Both streams, in the order in which they came. */
  readonly output: string;
}

/** Ends it after the limit, with no code then. */
export async function runTool(
  [program, ...args]: readonly [string, ...string[]],
  { cwd = tmpdir(), limitMs = 240_000 }: { cwd?: string; limitMs?: number } = {},
): Promise<Ran> {
  const child = spawn(program, args, {
    ...{ cwd, stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs },
    env: {
      ...process.env,
      ...{ NO_COLOR: '1', COLUMNS: '160' },
      // Where schemathesis finds its hooks; what Python compiles of them is not left in the repository.
      ...{ PYTHONPATH: hostileFolder, PYTHONDONTWRITEBYTECODE: '1' },
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { code, output };
}

/** Installs what `requirements-<name>.txt` names. @returns the folder of its programs. */
export async function installPythonTool(name: string): Promise<string> {
  const environment = join(hostileFolder, '.venv', name);
  const requirements = join(hostileFolder, `requirements-${name}.txt`);
  const pip = join(environment, 'bin/pip');
  await succeed(['python3', '-m', 'venv', environment]);
  await succeed([pip, 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  return join(environment, 'bin');
}

async function succeed(command: readonly [string, ...string[]]): Promise<void> {
  const { code, output } = await runTool(command);
  if (code !== 0) throw new Error(`${command.join(' ')}: ${output}`);
}

/**
 * Installs packages of npm in a folder, and @portcullis/guard as it would be published, where it is asked for.
 * @returns what runs a command there, and gives what it has written. @throws with that, where it fails.
 */
export async function installIn(folder: string, packages: readonly string[], { guard = false } = {}) {
  const run = async (...command: [string, ...string[]]) => {
    const { code, output } = await runTool(command, { cwd: folder });
    if (code !== 0) throw new Error(`${command.join(' ')}: ${output}`);
    return output;
  };
  const packed = guard ? [join(folder, lastLine(await run('npm', 'pack', '--silent', guardFolder)))] : [];
  await run('npm', 'install', '--silent', '--prefix', folder, ...packages, ...packed);
  return run;
}

const guardFolder = join(process.cwd(), 'packages/guard');

/** Of what a program has written. */
export const lastLine = (output: string) => output.trim().split('\n').at(-1) ?? '';

/** What a tool writes beside its work goes with it. */
export async function inNewFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-hostile-'));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
