import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { startParentWatch } from './parent-watch.js';

/** How mongod ended; `error` when it could not even be started. */
export interface MongodExit {
  readonly code: number | null;
  readonly signal: string | null;
  readonly error?: Error;
}

/** A mongod that lives no longer than this process. */
export interface MongodProcess {
  readonly exit: Promise<MongodExit>;
  /** Asks it to end, and makes it end where it does not; resolves when nothing of it is left. */
  stop(): Promise<void>;
  /** Ends it at once, for one that would not listen. */
  kill(): Promise<void>;
}

const stopLimitMs = 10_000;

/** Tells the watcher its own pid before it becomes mongod: so there is no moment at which mongod is unwatched. */
const becomeMongod = 'echo $$ >&3; exec "$@" 3>&-';

function whenExited(child: ChildProcess): Promise<MongodExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
    child.once('error', (error) => {
      resolve({ code: null, signal: null, error });
    });
  });
}

/** Starts mongod with its output going to an open file. */
export function launchMongod(
  command: readonly string[],
  logDescriptor: number,
  workingDir: string,
): MongodProcess {
  const watch = startParentWatch();
  const child = spawn('/bin/sh', ['-c', becomeMongod, 'sh', ...command], {
    cwd: workingDir,
    // A session of its own: Ctrl-C in the terminal reaches the gateway alone, which then ends mongod last.
    detached: true,
    stdio: ['ignore', logDescriptor, logDescriptor, watch.pipe],
  });
  // A gateway that ends without stop() need not wait for mongod: the watcher sees to it.
  child.unref();
  const exited = whenExited(child);
  const exit = exited.then(async (how) => {
    await watch.dismiss();
    return how;
  });
  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    child.ref();
    child.kill(signal);
    const deadline = setTimeout(() => child.kill('SIGKILL'), stopLimitMs);
    await exited;
    clearTimeout(deadline);
    await exit;
  }
  return { exit, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}
