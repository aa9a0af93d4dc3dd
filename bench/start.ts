/**
 * `npm run bench:start`: how long a gateway takes to be ready and how much memory it has a moment later, with every capability and with
 * accounts and sessions alone, in turn and on one database. Exit codes: 0 measured, 1 the run failed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';

import { featureNames } from '../src/config/feature-names.js';
import { build, repository } from './build.js';
import { Cleanup, endProcess } from './cleanup.js';
import { findDatabaseOf, startGatewayProcess } from './gateway-process.js';
import { readCount } from './options.js';
import { createCpuMeter, readResidentMb } from './process-cpu.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';
import { spreadOf } from './statistics.js';
import { alignColumns, showSpread } from './table.js';

const usage = `npm run bench:start -- [--rounds 7]

  --rounds  how often each is started, in turn`;

const everything = {
  CAPTCHA_PROVIDER: 'turnstile',
  CAPTCHA_SITE_KEY: 'site-key',
  CAPTCHA_SECRET: 'captcha-secret',
  GOOGLE_CLIENT_ID: 'google-client',
  METRICS_TOKEN: 'metrics-token-of-32-characters-xx',
};
const deployments = {
  'every capability': everything,
  'accounts and sessions alone': { FEATURES_DISABLED: featureNames.join(','), SANDBOX: 'false' },
} as const;

const STOP_LIMIT_MS = 12_000;

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const rounds = readCount('--rounds', values.rounds, 1);
  progress.show('building');
  await build(cleanup);
  const host = await startGatewayProcess({}, cleanup);
  const uri = await findDatabaseOf(host);
  const rows = await measure(uri, rounds);
  progress.clear();
  console.log(
    alignColumns([
      ['', 'ready after ms', 'CPU ms until then', `resident MB, ${REST_MS / 1_000} s later`],
      ...rows,
    ]),
  );
}

type Figures = Record<'readyMs' | 'cpuMs' | 'rssMb', number>;

/** By then there is what the first requests would wait for: lists of passwords, and threads that hash. */
const REST_MS = 2_000;

async function measure(uri: string, rounds: number): Promise<string[][]> {
  const runs = Object.entries(deployments).map(([name, settings]) => ({
    name,
    settings,
    starts: [] as Figures[],
  }));
  for (let round = -1; round < rounds; round++)
    for (const { name, settings, starts } of runs) {
      progress.show(round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`);
      const figures = await startOnce(databaseOf(uri, name), settings);
      if (round >= 0) starts.push(figures);
    }
  return runs.map(({ name, starts }) => [
    name,
    ...(['readyMs', 'cpuMs', 'rssMb'] as const).map((figure) =>
      showSpread(spreadOf(starts.map((start) => start[figure]))),
    ),
  ]);
}

/** Of its own, so that each makes its own indexes the first time, and finds them after that. */
function databaseOf(uri: string, name: string): string {
  const database = new URL(uri);
  database.pathname = `/start-${name.replaceAll(' ', '-')}`;
  return database.href;
}

/** As its users start it, and from outside: until it says that it is ready. @throws Error where it ends instead. */
async function startOnce(uri: string, settings: Readonly<Record<string, string>>): Promise<Figures> {
  const begin = performance.now();
  const child = spawn(process.execPath, [join(repository, 'dist/main.js')], {
    env: {
      ...{ PATH: process.env['PATH'], PORT: '0', HOST: '127.0.0.1', MONGODB_URI: uri },
      ...{ SECRET: 'a-secret-for-the-benchmark-of-a-start', SHUTDOWN_DELAY: '0', ...settings },
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.add(() => endProcess(child, STOP_LIMIT_MS));
  await once(child, 'spawn');
  const { pid = 0 } = child;
  const readCpu = createCpuMeter(pid);
  for await (const line of createInterface(child.stdout)) {
    if (!line.endsWith('"msg":"ready"}')) continue;
    const readyMs = performance.now() - begin;
    const cpuMs = readCpu().serverMs;
    child.stdout.resume();
    await setTimeout(REST_MS);
    const rssMb = readResidentMb(pid);
    await endProcess(child, STOP_LIMIT_MS);
    return { readyMs, cpuMs, rssMb };
  }
  throw new Error('The gateway ended before it was ready.');
}

await runToEnd(main, cleanup, progress);
