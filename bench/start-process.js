/**
 * One start of the built gateway, for start.ts: prints when it was ready, since the process began, and what it holds then. Run with
 * --expose-gc, so that garbage is not counted.
 */
import { performance } from 'node:perf_hooks';

/** What is built: the compiler of the sources has nothing to say of it. */
/** @param {string} path */
const load = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { parseConfig } = await load('config/config.js');
const { systemClock } = await load('foundation/clock.js');
const { createLogger } = await load('foundation/logger.js');
const { systemRandomness } = await load('foundation/randomness.js');
const { startGateway } = await load('gateway.js');

const gateway = await startGateway(parseConfig(process.env), {
  clock: systemClock,
  randomness: systemRandomness,
  log: createLogger({ level: 'silent', readable: false }),
  signal: new AbortController().signal,
  report: () => undefined,
  progress: () => undefined,
  onFatal: () => undefined,
});
const readyMs = performance.now();
const { user, system } = process.cpuUsage();
const cpuMs = (user + system) / 1_000;
globalThis.gc?.();
const { heapUsed, rss } = process.memoryUsage();
process.stdout.write(JSON.stringify({ readyMs, cpuMs, heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 }));
await gateway.stop(0, 1_000);
process.exit();
