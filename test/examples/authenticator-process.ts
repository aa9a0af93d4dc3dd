/** Authenticators that others wrote, as processes of their own: a line of JSON for each ceremony, and one for its answer. */
import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const folderOf = (language: 'python' | 'go') =>
  fileURLToPath(new URL(`./authenticators/${language}`, import.meta.url));

/** How a device is made, by its first ceremony. */
export interface Likeness {
  /** COSE numbers. */
  readonly algorithms?: readonly number[];
  /** Whether it verifies its user. */
  readonly verifies?: boolean;
  /** Whether it keeps passkeys, and so finds them without their ids. */
  readonly keeps?: boolean;
}

export interface Ceremony {
  readonly do: 'create' | 'get';
  /** By a name of ours. */
  readonly device: string;
  readonly origin: string;
  readonly options: object;
  readonly like?: Likeness;
  /** Whether it leaves out to ask if the page may use the RP ID. */
  readonly careless?: boolean;
}

interface Answer {
  readonly credential?: object;
  /** Why the client did not even ask, in its own word. */
  readonly refused?: string;
}

export interface AuthenticatorProcess {
  perform(ceremony: Ceremony): Promise<Answer>;
  /** The keys and counters of a device as they are, in another one. */
  copy(device: string, as: string): Promise<void>;
  stop(): Promise<void>;
}

/** The client of python-fido2 with a CTAP2 authenticator behind it. */
export async function startPythonAuthenticator(): Promise<AuthenticatorProcess> {
  const folder = await newFolder();
  const source = folderOf('python');
  await run('python3', ['-m', 'venv', folder]);
  const quietly = ['install', '--quiet', '--disable-pip-version-check'];
  await run(join(folder, 'bin/pip'), [...quietly, '-r', join(source, 'requirements.txt')]);
  return converse(folder, [join(folder, 'bin/python'), '-B', join(source, 'authenticator.py')]);
}

/** virtualwebauthn. */
export async function startGoAuthenticator(): Promise<AuthenticatorProcess> {
  const folder = await newFolder();
  const program = join(folder, 'authenticator');
  await run('go', ['build', '-o', program, '.'], { cwd: folderOf('go') });
  return converse(folder, [program]);
}

const newFolder = () => mkdtemp(join(tmpdir(), 'portcullis-authenticator-'));

function converse(folder: string, [program, ...args]: readonly [string, ...string[]]): AuthenticatorProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (order: object): Promise<Answer> => {
    child.stdin.write(`${JSON.stringify(order)}\n`);
    const line = await lines.next();
    if (line.done === true) throw new Error('The authenticator has ended.');
    return JSON.parse(line.value) as Answer;
  };
  return {
    perform: ask,
    async copy(device, as) {
      await ask({ do: 'copy', device, as });
    },
    async stop() {
      await end(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** It ends with its input. */
async function end(child: ChildProcessByStdio<Writable, Readable, null>): Promise<void> {
  const isOver = child.exitCode !== null || child.signalCode !== null;
  child.stdin.end();
  if (!isOver) await once(child, 'exit');
}
