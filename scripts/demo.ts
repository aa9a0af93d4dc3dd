/**
 * `npm run demo`: examples/frontend with all that it needs, on this machine alone. Exit codes: 0 ended by Ctrl-C, 1 could not
 * start or could not go on, 130 broken off by a second Ctrl-C.
 */
import { chooseDemoPorts } from './demo/demo-ports.js';
import { createDemoScreen } from './demo/demo-screen.js';
import { startDemo, type StartingDemo } from './demo/start-demo.js';

const startedAt = performance.now();
const screen = createDemoScreen(process.stdout);
const ports = await chooseDemoPorts(screen.line);
const demo = await startDemo(ports, screen.step);
const end = endOnce(demo);
endOnSignals(demo, end);
demo.ended.then(
  (output) => end(1, `The gateway stopped by itself:\n${output}`),
  (error: unknown) => end(1, String(error)),
);
try {
  screen.ready(await demo.ready, (performance.now() - startedAt) / 1_000);
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}

/** Whatever ends first says why, and nothing after it. */
function endOnce({ stop }: StartingDemo) {
  let isEnding = false;
  return async (code: number, why?: string) => {
    if (isEnding) return;
    isEnding = true;
    if (why !== undefined) screen.failure(why);
    await stop();
    if (why === undefined) screen.line('The demo is over, and its data is gone.');
    process.exit(code);
  };
}

function endOnSignals({ kill }: StartingDemo, stop: (code: number) => Promise<void>): void {
  let isAsked = false;
  const handle = (signal: NodeJS.Signals) => {
    if (isAsked) {
      kill();
      process.exit(130);
    }
    isAsked = signal === 'SIGINT';
    stop(0).catch((error: unknown) => {
      screen.failure(String(error));
      process.exit(1);
    });
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
}
