/**
 * The gateway in processes of their own, as its users start it: judged by exit code, output and HTTP alone.
 * Nothing of the test's environment reaches them but PATH, HOME and where mongod binaries are.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { GraphQLClient } from './graphql-client.js';
import { recordLog } from './run-record.js';

const repository = fileURLToPath(new URL('../..', import.meta.url));

interface LogLine {
  readonly level: string;
  readonly msg: string;
  readonly [field: string]: unknown;
}

interface Exit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface GatewayProcess {
  readonly dataDir: string;
  readonly pid: number;
  /** Standard output so far; what is no JSON is in `unreadable`. */
  readonly log: readonly LogLine[];
  readonly unreadable: readonly string[];
  readonly stderr: string;
  readonly exit: Promise<Exit>;
  /** Waits until it says that it is ready. @throws where it ends instead. */
  ready(): Promise<{ readonly url: string; readonly api: GraphQLClient; readonly line: LogLine }>;
  /** Waits for a log line. */
  logged(msg: string): Promise<LogLine>;
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGHUP'): void;
  /** Stands still, as a machine that sleeps does, until it is resumed. */
  pause(): void;
  resume(): void;
}

/** Asks until there is an answer. @throws after the deadline. */
export async function until<T>(
  what: string,
  probe: () => Promise<T> | T,
  limitMs = 120_000,
): Promise<NonNullable<T>> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const found = await probe();
    if (found !== undefined && found !== null && found !== false) return found;
    await sleep(20);
  }
  throw new Error(`Waited ${limitMs / 1_000} s in vain: ${what}`);
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The pid of the mongod that holds a data directory. */
export async function mongodPid(dataDir: string): Promise<number | undefined> {
  const text = await readFile(join(dataDir, 'mongodb', 'mongod.lock'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

/** What global-setup.js has made of the sources, to be run by Node. */
export function programOf(file: 'main.js' | 'cli/portcullis.js'): string {
  return join(process.env['TEST_SOURCES_DIR'] ?? '', 'src', file);
}

/**
 * Makes `dist/` as `npm run build` does, for the test of what it makes: all others run what was transpiled for the whole
 * run.
 */
export async function buildGateway(): Promise<void> {
  const tsc = join(repository, 'node_modules/typescript/bin/tsc');
  // Types are checked by `npm run check`.
  await build(process.execPath, [tsc, '-b', 'tsconfig.build.json', '--noCheck']);
  await build(process.execPath, [join(repository, 'scripts/build-bundle.js')]);
}

/** What `npm pack` makes of a workspace, unpacked in that directory as `package`. */
export async function packWorkspace(name: string, directory: string): Promise<void> {
  await build('npm', ['pack', '--workspace', name, '--pack-destination', directory]);
  const [file = ''] = (await readdir(directory)).filter((entry) => entry.endsWith('.tgz'));
  await promisify(execFile)('tar', ['xzf', file], { cwd: directory });
}

/** Test files run beside each other, and what is built is the same for all: one builds and the others wait. */
async function build(program: string, args: readonly string[]): Promise<void> {
  const lock = join(process.env['TEST_RECORD_DIR'] ?? tmpdir(), 'build.lock');
  const mine = await until(
    'the build of another test file',
    () => open(lock, 'wx').catch(() => undefined),
    120_000,
  );
  try {
    await promisify(execFile)(program, args, { cwd: repository });
  } finally {
    await mine.close();
    await rm(lock);
  }
}

export interface GatewayProcesses {
  /** `directory` is its working directory, with DATA_DIR in it; a new one where none is given. */
  launch(
    settings: Readonly<Record<string, string>>,
    directory?: string,
    args?: readonly string[],
  ): Promise<GatewayProcess>;
  /** The one of `dist/` (`buildGateway` first), here or in another checkout. */
  launchBuilt(
    settings: Readonly<Record<string, string>>,
    directory: string,
    args?: readonly string[],
    checkout?: string,
  ): GatewayProcess;
  /** Ends whatever still runs, and removes the directories. */
  endAll(): Promise<void>;
  makeDirectory(): Promise<string>;
}

export function createGatewayProcesses(): GatewayProcesses {
  const directories: string[] = [];
  const processes: GatewayProcess[] = [];
  const makeDirectory = async () => {
    const directory = await mkdtemp(join(tmpdir(), 'portcullis-process-'));
    directories.push(directory);
    return directory;
  };
  return {
    makeDirectory,
    async launch(settings, directory, args = []) {
      const program = [programOf('main.js'), ...args];
      const gateway = launch(program, settings, directory ?? (await makeDirectory()));
      processes.push(gateway);
      return gateway;
    },
    launchBuilt(settings, directory, args = [], checkout = repository) {
      const gateway = launch([join(checkout, 'dist/main.js'), ...args], settings, directory);
      processes.push(gateway);
      return gateway;
    },
    async endAll() {
      const ended = processes.splice(0);
      for (const gateway of ended) gateway.signal('SIGKILL');
      for (const { exit, dataDir } of ended) {
        await exit;
        const mongod = await mongodPid(dataDir);
        if (mongod !== undefined) await until('mongod ends', () => !isAlive(mongod), 35_000);
      }
      for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
    },
  };
}

function launch(
  program: readonly string[],
  settings: Readonly<Record<string, string>>,
  directory: string,
): GatewayProcess {
  const dataDir = join(directory, 'data');
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY } = process.env;
  const child = spawn(process.execPath, program, {
    // Not the repository, whose .env is somebody's own.
    cwd: directory,
    env: {
      PATH,
      HOME,
      XDG_CACHE_HOME,
      MONGOD_BINARY,
      PORT: '0',
      DATA_DIR: dataDir,
      BCRYPT_COST: '10',
      SHUTDOWN_DELAY: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return observe(child, dataDir);
}

function observe(
  child: ChildProcess & { stdout: Readable; stderr: Readable },
  dataDir: string,
): GatewayProcess {
  const log: LogLine[] = [];
  const unreadable: string[] = [];
  let stderr = '';
  createInterface(child.stdout).on('line', (text) => {
    recordLog(`${text}\n`);
    const line = parseLine(text);
    if (line === undefined) unreadable.push(text);
    else log.push(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    recordLog(text);
    stderr += text;
  });
  let ended: Exit | undefined;
  // Not at 'exit': what it has written last may still be on its way.
  const exit = new Promise<Exit>((resolve) => {
    child.once('close', (code, signal) => {
      resolve((ended = { code, signal }));
    });
  });
  const logged = (msg: string) =>
    until(`the log line "${msg}"`, () => {
      const line = log.find((candidate) => candidate.msg === msg);
      if (line === undefined && ended !== undefined) throw new Error(`It ended: ${JSON.stringify(ended)}`);
      return line;
    }).catch((error: unknown) => {
      const last = log.slice(-20).map((line) => JSON.stringify(line));
      throw new Error([(error as Error).message, ...last, ...unreadable, stderr].join('\n'));
    });
  return {
    dataDir,
    pid: child.pid ?? 0,
    log,
    unreadable,
    exit,
    logged,
    get stderr() {
      return stderr;
    },
    async ready() {
      const line = await logged('ready');
      const url = `http://127.0.0.1:${String(line['port'])}`;
      return { url, api: new GraphQLClient(`${url}/graphql`), line };
    },
    signal: (name) => void child.kill(name),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  };
}

function parseLine(text: string): LogLine | undefined {
  try {
    const line = JSON.parse(text) as unknown;
    return typeof line === 'object' && line !== null ? (line as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
