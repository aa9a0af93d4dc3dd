/**
 * The process: reads the configuration, starts the gateway, stops it on a signal. Exit codes: 0 stopped in good
 * order, 1 could not start or could not go on.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { type Config, parseConfig, readEnvironment } from './config/config.js';
import { hasDevMailbox } from './config/features.js';
import { configWarnings } from './config/warnings.js';
import type { Demo } from './demo/demo-accounts.js';
import { systemClock } from './foundation/clock.js';
import { createLogger, type Logger } from './foundation/logger.js';
import { systemRandomness } from './foundation/randomness.js';
import type { Reloads } from './foundation/reloads.js';
import { StartupError } from './foundation/startup-error.js';
import { readVersion } from './foundation/version.js';
import { type Gateway, startGateway } from './gateway.js';
import type { Parts } from './house/ground.js';
import { openTelemetry } from './telemetry/open-telemetry.js';
import { createTerminal } from './terminal/terminal.js';
import { type Host, hostWorkers } from './workers/host-workers.js';
import { linkToPrimary, type WorkerLink } from './workers/worker-link.js';

const terminal = createTerminal(process.stdout);

/** Kept back from SHUTDOWN_TIMEOUT for closing the workers and the database. */
const CLOSING_MS = 2_000;

/** How long whoever reads the log is waited for at the end. */
const LAST_LINES_MS = 1_000;

async function run({ demo = false }: ServeOptions): Promise<void> {
  const config = parseConfig(readEnvironment(process.cwd()));
  const link = linkToPrimary();
  const telemetry = await openTelemetry(config, (reason) => {
    if (reason === undefined) log.info('the collector takes traces and metrics again');
    else log.warn({ reason }, 'the collector at OTEL_EXPORTER_OTLP_ENDPOINT does not take traces or metrics');
  });
  const log = createLogger({
    level: config.logLevel,
    readable: process.stdout.isTTY,
    worker: link?.id,
    fields: telemetry.logFields,
  });
  logStrayFailures(log);
  const abort = new AbortController();
  const parts: Parts = {
    clock: systemClock,
    randomness: systemRandomness,
    log,
    telemetry,
    signal: abort.signal,
    reloads: listenToHangUp(log),
    report: (line) => {
      if (process.stdout.isTTY) terminal.step(line);
      else log.info(line);
    },
    progress: terminal.progress,
    onFatal: (reason) => {
      log.fatal(reason);
      process.exitCode = 1;
      process.kill(process.pid, 'SIGTERM');
    },
  };
  if (link !== undefined) {
    await work(config, parts, { link, abort, demo });
    return;
  }
  // Before the start, which may wait for a database that was misnamed.
  for (const { says } of configWarnings(config)) log.warn(says);
  const starting = config.workers > 1 ? hostWorkers(config, parts) : startGateway(config, parts);
  stopOnSignal(config, parts, starting, abort);
  const started = await unlessAborted<Gateway | Host>(starting);
  if (started === undefined) return;
  announce(config, log, started);
  // Of several, one of them has seen to it.
  if (demo && 'createDemo' in started) announceDemo(await started.createDemo(), config.dataDir);
}

interface Work {
  readonly link: WorkerLink;
  readonly abort: AbortController;
  readonly demo: boolean;
}

/** One of several: its primary has warned, and announces when all are ready. */
async function work(config: Config, parts: Parts, { link, abort, demo }: Work): Promise<void> {
  const hostedDatabase = (signal: AbortSignal) => link.databaseStands(signal);
  const starting = startGateway(config, { ...parts, hostedDatabase, siblings: link });
  stopOnSignal(config, parts, starting, abort);
  const gateway = await unlessAborted(starting);
  if (gateway === undefined) return;
  // The first alone has seen to it: what takes the place of another has a higher number.
  if (demo && link.id === 1) announceDemo(await gateway.createDemo(), config.dataDir);
  link.announce({ port: gateway.port, publicUrl: gateway.publicUrl });
}

/** What the command line adds to the settings. */
export interface ServeOptions {
  /** Two accounts to look around with, where the embedded database is empty or has them. */
  readonly demo?: boolean;
}

/** To the terminal and never into the log, since there are passwords in it. */
function announceDemo(demo: Demo, dataDir: string): void {
  const reasons = {
    exposed:
      'No demo accounts: everybody knows their passwords, so that they are for development on the embedded database and a HOST of this machine.',
    unmanaged: 'No demo accounts: administration makes them, and FEATURES_DISABLED leaves it out.',
    inhabited: `No demo accounts were made: there are others in ${dataDir}, or their passwords were changed (rm -r '${dataDir}' begins anew).`,
  };
  const text =
    typeof demo === 'string'
      ? reasons[demo]
      : demo.map(({ email, password, roles }) => `${email}   ${password}   ${roles.join(' ')}`).join('\n');
  process.stderr.write(`${terminal.demo(text)}\n`);
}

/** A start that a signal ended is no failure. */
async function unlessAborted<Started>(starting: Promise<Started>): Promise<Started | undefined> {
  try {
    return await starting;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  }
}

function announce(config: Config, log: Logger, gateway: Gateway | Host): void {
  const at = (path: string) => `${gateway.publicUrl}${path}`;
  const places = {
    graphql: at('/graphql'),
    ...(config.sandbox && { sandbox: at('/graphql'), graphiql: at('/graphiql'), docs: at('/docs') }),
    keySet: at('/.well-known/jwks.json'),
    health: at('/health/ready'),
    ...(hasDevMailbox(config) && { mailbox: at('/dev/mailbox') }),
  };
  const version = readVersion();
  const dataDir = gateway.isDatabaseEmbedded ? config.dataDir : undefined;
  if (process.stdout.isTTY) terminal.ready(version, places, dataDir);
  else log.info({ version, ...places, port: gateway.port }, 'ready');
  // Somebody waits for this line.
  log.flush();
}

/** The first signal stops the gateway in good order; further ones change nothing. */
function stopOnSignal(
  config: Config,
  { log, telemetry }: Pick<Parts, 'log' | 'telemetry'>,
  starting: Promise<Gateway | Host>,
  abort: AbortController,
): void {
  let isStopping = false;
  const stop = async (signal: string) => {
    if (isStopping) return;
    isStopping = true;
    log.info({ signal }, 'stopping');
    abort.abort();
    const gateway = await unlessAborted(starting);
    const { shutdownDelayMs, shutdownTimeoutMs } = config;
    await gateway?.stop(shutdownDelayMs, Math.max(0, shutdownTimeoutMs - shutdownDelayMs - CLOSING_MS));
    await telemetry?.stop();
    log.info('stopped');
    // What is being written at an exit may be torn.
    await Promise.race([new Promise<void>((resolve) => log.flush(() => resolve())), sleep(LAST_LINES_MS)]);
    process.exit();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop(signal).catch(fail);
    });
  }
}

/**
 * SIGHUP has what can be read anew read anew, and where nothing can, it does nothing: without a listener it would end a service at once, at
 * the first turn of its logs. Where its output is a terminal, which is closed, it means what it always has.
 */
function listenToHangUp(log: Logger): Reloads {
  const listeners = new Set<() => void>();
  process.on('SIGHUP', () => {
    if (listeners.size === 0 && process.stdout.isTTY) {
      process.kill(process.pid, 'SIGTERM');
      return;
    }
    log.info({ signal: 'SIGHUP' }, listeners.size > 0 ? 'reading anew' : 'there is nothing to read anew');
    for (const listener of listeners) listener();
  });
  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A promise that nobody waited for must not end every other request: it is logged, and the process goes on. */
function logStrayFailures(log: Logger): void {
  process.on('unhandledRejection', (error) => {
    log.error({ err: error }, 'unhandled rejection');
  });
}

function fail(error: unknown): void {
  const text = error instanceof StartupError ? error.message : String((error as Error).stack ?? error);
  process.stderr.write(`\n${terminal.failure(text)}\n`);
  process.exit(1);
}

/** Runs the gateway in this process until a signal ends it. */
export async function serve(options: ServeOptions = {}): Promise<void> {
  await run(options).catch(fail);
}
