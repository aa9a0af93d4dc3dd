/** Whether a copy of the repository still type-checks, builds, and runs a gateway that people can sign up at. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';

const run = promisify(execFile);
const START_LIMIT_MS = 120_000;
const STOP_LIMIT_MS = 60_000;

export interface Trial {
  /** Of the copy. */
  readonly root: string;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** @throws Error with the compiler's lines. */
export async function checkTypes(trial: Trial): Promise<void> {
  await runNode(trial, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.json',
    '--noEmit',
    ...incremental,
  ]);
}

/** What did not change since the last time is not read again. */
const incremental = ['--incremental', '--tsBuildInfoFile', '.tsbuildinfo'];

/** As `npm run build`, but for the types, which were checked. @throws Error with the compiler's lines. */
export async function build(trial: Trial): Promise<void> {
  await runNode(trial, ['node_modules/typescript/bin/tsc', '-b', 'tsconfig.build.json', '--noCheck']);
  await runNode(trial, ['scripts/build-graphiql.js']);
}

async function runNode({ root, signal }: Trial, args: readonly string[]): Promise<void> {
  try {
    await run(process.execPath, args, { cwd: root, signal, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${stdout}${stderr}`.trim() || String(error), { cause: error });
  }
}

/** Starts it on an embedded database of its own, signs somebody up, and stops it. @throws Error for what fails. */
export async function signUpAt(trial: Trial): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'portcullis-removable-data-'));
  const gateway = launch(trial, directory);
  const ended = new Promise<number | null>((resolve) => gateway.once('close', resolve));
  try {
    const port = await readyPort(gateway);
    await askAndSignUp(`http://127.0.0.1:${String(port)}/graphql`);
  } finally {
    gateway.kill('SIGTERM');
    const limit = setTimeout(() => gateway.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(limit);
    await rm(directory, { recursive: true, force: true });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`SIGTERM ended it with exit code ${String(code)}`);
}

type Launched = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable };

function launch({ root, signal }: Trial, directory: string): Launched {
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const settings = { PORT: '0', DATA_DIR: join(directory, 'data'), BCRYPT_COST: '10', SHUTDOWN_DELAY: '0' };
  const gateway = spawn(process.execPath, [join(root, 'dist/main.js')], {
    cwd: directory,
    env: { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
  });
  // Told by 'close' as well.
  return gateway.on('error', () => undefined);
}

/** @throws Error with what it wrote, where it ends instead or takes too long. */
function readyPort(gateway: Launched): Promise<number> {
  const said: string[] = [];
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      reject(new Error(`It was not ready:\n${said.join('\n')}`));
    };
    const limit = setTimeout(giveUp, START_LIMIT_MS);
    gateway.once('close', () => {
      clearTimeout(limit);
      giveUp();
    });
    createInterface(gateway.stderr).on('line', (line) => said.push(line));
    createInterface(gateway.stdout).on('line', (line) => {
      said.push(line);
      const port = portOf(line);
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(port);
    });
  });
}

function portOf(line: string): number | undefined {
  if (!line.startsWith('{')) return undefined;
  const { msg, port } = JSON.parse(line) as { msg?: string; port?: number };
  return msg === 'ready' ? port : undefined;
}

const question = '{ authConfig { passwordMinLength } }';
const signUp =
  'mutation($input: SignUpInput!) { signUp(input: $input) { userId auth { accessToken refreshToken } } }';
const ada = {
  email: 'ada@example.com',
  password: 'plum-orbit-lantern-42',
  firstName: 'Ada',
  lastName: 'Lovelace',
};

async function askAndSignUp(url: string): Promise<void> {
  const { authConfig } = await ask(url, question, {});
  if (authConfig === undefined) throw new Error('authConfig is empty');
  const { signUp: signedUp } = await ask(url, signUp, { input: ada });
  const { auth } = (signedUp ?? {}) as { auth?: { accessToken?: string } | null };
  if (typeof auth?.accessToken !== 'string') throw new Error('signUp gave no access token');
}

async function ask(
  url: string,
  query: string,
  variables: object,
): Promise<Readonly<Record<string, unknown>>> {
  const body = JSON.stringify({ query, variables });
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const text = await response.text();
  const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown };
  if (errors !== undefined || data === undefined) throw new Error(`${query}\nwas answered by\n${text}`);
  return data;
}
