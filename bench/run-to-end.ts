import type { Cleanup } from './cleanup.js';
import type { Progress } from './progress.js';

/** Runs a measurement until it is done, fails or is ended by a signal, and undoes in each case what it started. */
export async function runToEnd(
  main: () => Promise<void>,
  cleanup: Cleanup,
  progress: Progress,
): Promise<void> {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      progress.clear();
      void cleanup.run().then(() => process.exit(code));
    });
  }
  await main().catch((error: unknown) => {
    // Whatever is under way fails when its server is taken away: nobody needs to hear of that.
    if (cleanup.isRunning) return;
    progress.clear();
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
  await cleanup.run();
}
