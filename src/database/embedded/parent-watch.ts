import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { Socket } from 'node:net';
import type { Writable } from 'node:stream';

/**
 * Ends mongod when the gateway dies, however it dies. The kernel closes a dead process's pipes, so end-of-file
 * needs no polling and misses no SIGKILL. First line on the pipe: mongod's pid; a second line: mongod has ended in
 * good order, leave it alone. SIGCONT, since a stopped process would never see SIGTERM.
 */
const watchScript = `
read -r mongod || exit 0
read -r dismissed && exit 0
kill -TERM "$mongod" 2>/dev/null || exit 0
kill -CONT "$mongod" 2>/dev/null
seconds=0
while [ "$seconds" -lt 30 ]; do
  sleep 1
  kill -0 "$mongod" 2>/dev/null || exit 0
  seconds=$((seconds + 1))
done
kill -KILL "$mongod" 2>/dev/null
`;

/** A watcher that waits for a pid on its pipe. */
export interface ParentWatch {
  /** Goes to mongod's starter as a file descriptor, so that the pid is told without the gateway's help. */
  readonly pipe: Writable;
  /** To be called when mongod has ended; resolves when the watcher has, too. */
  dismiss(): Promise<void>;
}

function whenGone(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', () => {
      resolve();
    });
  });
}

/** Starts the watcher in a session of its own, out of reach of the terminal's Ctrl-C. */
export function startParentWatch(): ParentWatch {
  const watcher = spawn('/bin/sh', ['-c', watchScript, 'portcullis-mongod-watch'], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = whenGone(watcher);
  // EPIPE when somebody has killed the watcher: nothing to be done, and no reason to die.
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  if (watcher.stdin instanceof Socket) watcher.stdin.unref();
  return {
    pipe: watcher.stdin,
    async dismiss() {
      watcher.ref();
      watcher.stdin.end('dismissed\n');
      await gone;
    },
  };
}
