/**
 * `npm run demo`: examples/frontend with all that it needs, on this machine alone. Exit codes: 0 ended by Ctrl-C, 1 could not
 * start or could not go on, 130 broken off by a second Ctrl-C.
 */
import { chooseDemoPorts } from './demo/demo-ports.js';
import { createDemoScreen } from './demo/demo-screen.js';
import { startDemo, type StartingDemo } from './demo/start-demo.js';

/** Two signals within it are one press of Ctrl-C: npm passes on what the terminal has sent to everybody already. */
const ECHO_MS = 500;

const startedAt = performance.now();
const screen = createDemoScreen(process.stdout);
const ending = new AbortController();
const demo = await startDemo(await chooseDemoPorts(screen.line), (line) => {
  if (!ending.signal.aborted) screen.step(line);
});
endOnSignals(demo);
demo.ended.then(
  (output) => end(demo, `The gateway stopped by itself:\n${output}`),
  (error: unknown) => end(demo, String(error)),
);
try {
  screen.ready(await demo.ready, (performance.now() - startedAt) / 1_000);
} catch (error) {
  await end(demo, error instanceof Error ? error.message : String(error));
}

/** Whatever ends first says why, and nothing after it. @param why undefined: somebody wants it. */
async function end({ stop }: StartingDemo, why?: string): Promise<void> {
  if (ending.signal.aborted) return;
  ending.abort();
  if (why !== undefined) screen.failure(why);
  await stop();
  if (why === undefined) screen.line('The demo is over, and its data is gone.');
  process.exit(why === undefined ? 0 : 1);
}

function endOnSignals(running: StartingDemo): void {
  let askedAt: number | undefined;
  const handle = () => {
    const now = performance.now();
    if (askedAt !== undefined && now - askedAt < ECHO_MS) return;
    if (askedAt !== undefined) {
      running.kill();
      process.exit(130);
    }
    askedAt = now;
    end(running).catch((error: unknown) => {
      screen.failure(String(error));
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}
