/** An example as its readers run it: installed and started by the commands of its README, judged over HTTP alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import { pickPort } from '../../src/database/embedded/free-port.js';
import { until } from './gateway-process.js';
import { recordLog } from './run-record.js';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));

/** A program and its arguments, in the example's folder. */
export type CommandLine = readonly [program: string, ...args: string[]];

export interface ExampleProcess {
  readonly url: string;
  /** What it has said so far, on both streams. */
  readonly output: string;
  stop(): Promise<void>;
}

/** @throws with what the command has said, where it fails. */
export async function runInExample(folder: string, command: CommandLine): Promise<void> {
  const child = spawnInExample(folder, command, {});
  const said = listen(child);
  await closed(child);
  if (child.exitCode !== 0) throw new Error(`${command.join(' ')}: ${said.text}`);
}

/** Starts it on a free port, and waits until its public page answers. */
export async function startExample(
  folder: string,
  command: CommandLine,
  settings: Readonly<Record<string, string>>,
): Promise<ExampleProcess> {
  const port = String(await pickPort(undefined));
  const url = `http://localhost:${port}`;
  const child = spawnInExample(folder, command, { ...settings, PORT: port });
  const said = listen(child);
  const stop = async () => {
    const ended = closed(child);
    endGroup(child);
    await ended;
  };
  const answers = () =>
    fetch(`${url}/public`).then(
      ({ body }) => body?.cancel().then(() => true) ?? true,
      () => {
        if (child.exitCode !== null) throw new Error(`The example ended: ${said.text}`);
        return false;
      },
    );
  await until(`the example ${folder}`, answers, 60_000).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    url,
    get output() {
      return said.text;
    },
    stop,
  };
}

function spawnInExample(
  folder: string,
  [program, ...args]: CommandLine,
  settings: Readonly<Record<string, string>>,
) {
  return spawn(program, args, {
    cwd: `${examples}/${folder}`,
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what npm or a shell has started ends with it.
    detached: true,
  });
}

/** Its output is scanned for tokens at the end of the run, as the gateway's is. */
function listen(child: ChildProcess): { text: string } {
  const said = { text: '' };
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      recordLog(text);
      said.text += text;
    });
  child.once('error', (error) => {
    said.text += error.message;
  });
  return said;
}

async function closed(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

/** Installs the guard anew each time: npm keeps a copy of the same version, and this one may have been built since. */
export const withGuard: readonly CommandLine[] = [
  ['rm', '-rf', 'node_modules/@portcullis', 'node_modules/.package-lock.json'],
  ['npm', 'install', '--silent'],
];
