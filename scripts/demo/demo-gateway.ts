/** The gateway as a process of its own, with data that nobody keeps. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface DemoGateway {
  /** Who may sign in, as the gateway prints it. @throws with its output where it ends before it is ready. */
  readonly ready: Promise<string>;
  /** What it has written until it ended. */
  readonly ended: Promise<string>;
  stop(): Promise<unknown>;
  /** At once, whatever it is doing; its database follows by itself. */
  kill(): void;
}

export interface DemoGatewayOptions {
  readonly directory: string;
  readonly settings: Readonly<Record<string, string>>;
  /** What takes long is told meanwhile. */
  readonly report: (line: string) => void;
}

const repository = fileURLToPath(new URL('../..', import.meta.url));

export function launchDemoGateway(options: DemoGatewayOptions): DemoGateway {
  const child = launch(options);
  let output = '';
  let accounts = '';
  const ended = once(child, 'close').then(() => output.trim());
  const ready = new Promise<string>((resolve) => {
    let isUp = false;
    const announce = () => {
      if (isUp && accounts.endsWith('\n')) resolve(accounts.trim());
    };
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      accounts += text;
      announce();
    });
    createInterface(child.stdout).on('line', (line) => {
      output += `${line}\n`;
      const message = messageOf(line);
      isUp ||= message === 'ready';
      // Events of accounts and keys are named with a dot, and are for logs.
      if (!isUp && message.includes(' ')) options.report(message);
      announce();
    });
  });
  return {
    ended,
    ready: Promise.race([
      ready,
      ended.then((said) => {
        throw new Error(said);
      }),
    ]),
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function launch({ directory, settings }: DemoGatewayOptions): ChildProcessByStdio<null, Readable, Readable> {
  const program = [
    ...['--conditions=source', '--import', import.meta.resolve('tsx')],
    ...[join(repository, 'src/main.ts'), '--demo'],
  ];
  const { PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, MONGOMS_DOWNLOAD_MIRROR } = process.env;
  return spawn(process.execPath, program, {
    // Not the repository, whose .env is somebody's own.
    cwd: directory,
    env: {
      ...{ PATH, HOME, XDG_CACHE_HOME, MONGOD_BINARY, MONGOMS_DOWNLOAD_MIRROR },
      TSX_TSCONFIG_PATH: join(repository, 'tsconfig.json'),
      DATA_DIR: join(directory, 'data'),
      SHUTDOWN_DELAY: '0',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C in a terminal is for whoever started it, who then ends all in order.
    detached: true,
  });
}

function messageOf(line: string): string {
  try {
    return String((JSON.parse(line) as { msg?: unknown }).msg);
  } catch {
    return line;
  }
}
