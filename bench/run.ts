/**
 * `npm run bench`: builds the gateway, starts it as its own process, measures it from outside, and says whether
 * the marks of marks.ts are reached. Exit codes: 0 measured, 1 an operation or the run failed. A mark that is
 * not met fails nothing: machines are noisy, and people read the table.
 */
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';

import { settings } from '../src/config/settings.js';
import { build, repository } from './build.js';
import { checkOut, readBaseline } from './checkout.js';
import { Cleanup } from './cleanup.js';
import { compare, type Comparison } from './compare.js';
import { findDearer, guarded, renderComparison, MOST_DEARER } from './comparison-table.js';
import { roundedJson } from './figures.js';
import { findDatabaseOf, type GatewayProcess, startGatewayProcess } from './gateway-process.js';
import { createHttpClient, type HttpClient } from './http-client.js';
import { describeMachine } from './machine.js';
import { marks } from './marks.js';
import { createOperations, type Operations } from './operations.js';
import { type Options, readOptions, usage } from './options.js';
import {
  createBetterAuthOperations,
  type PeerProcess,
  peerName,
  startBetterAuth,
} from './peer-better-auth.js';
import { type CpuMeter, createCpuMeter } from './process-cpu.js';
import { createProgress } from './progress.js';
import { connections, helloPart, openScene, partsOf, type Round, runRound } from './round.js';
import { runToEnd } from './run-to-end.js';
import { runUpstream } from './run-upstream.js';
import { type Summary, summarize } from './summary.js';
import { renderTable } from './table.js';
import { startYardsticks, type Yardsticks } from './yardstick.js';

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(usage);
    return;
  }
  if (process.platform !== 'linux') throw new Error('CPU is read from /proc, which only Linux has.');
  progress.show('building');
  await build(cleanup);
  if (options.isUpstream) {
    if (!(await runUpstream(options, cleanup, progress))) process.exitCode = 1;
    return;
  }
  if (options.isCheck || options.against !== undefined) {
    await runComparison(options);
    return;
  }
  if (options.peer !== undefined) {
    await runPeer(options);
    return;
  }
  const summary = summarize(await runRounds(options), marks);
  progress.clear();
  console.log(options.json ? toJson(options, summary) : `${headline(options)}\n\n${renderTable(summary)}`);
  if (summary.errors > 0) process.exitCode = 1;
}

async function runRounds(options: Options): Promise<Round[]> {
  progress.show('starting the gateway');
  const gateway = await startGatewayProcess(options.settings, cleanup);
  const yardsticks = await startYardsticks(hashConcurrency(options), cleanup);
  let prefix = '';
  const { scene, close } = await sceneAt(ourServer(gateway), yardsticks, options, (load) => {
    progress.show(prefix + load);
  });
  const rounds: Round[] = [];
  for (let number = 1; number <= options.rounds; number++) {
    prefix = `round ${number} of ${options.rounds}: `;
    rounds.push(await runRound(scene, number === 1, options.only));
  }
  close();
  return rounds;
}

async function runComparison(options: Options): Promise<void> {
  const asked = options.isCheck ? { ...options, ...guarded } : options;
  const ref = options.against ?? readBaseline();
  progress.show(`building ${ref}`);
  const checkout = await checkOut(ref, cleanup);
  progress.show('starting both gateways');
  const yardsticks = await startYardsticks(hashConcurrency(asked), cleanup);
  const [before, after] = [
    await openSide(checkout.name, checkout.directory, yardsticks, asked),
    await openSide('this tree', repository, yardsticks, asked),
  ];
  const comparison = await compare({
    ...{ before: before.side, after: after.side, hello: helloPart(after.scene) },
    ...{ pairs: asked.rounds, only: asked.only, report: (text) => progress.show(text) },
  });
  for (const { close } of [before, after]) close();
  progress.clear();
  console.log(
    options.json
      ? roundedJson({ machine: describeMachine(), ...asked, before: checkout.name, ...comparison })
      : renderComparison(comparison, checkout.name, headline(asked)),
  );
  const isGood = options.isCheck ? judge(comparison, checkout.name) : true;
  if (comparison.errors > 0 || !isGood) process.exitCode = 1;
}

/** To standard error, beside what `--json` prints. */
function judge(comparison: Comparison, ref: string): boolean {
  const dearer = findDearer(comparison);
  const says =
    dearer.length > 0 ? dearer : [`\nNone costs more than ${MOST_DEARER} times what it did at ${ref}.`];
  for (const line of says) console.error(line);
  return dearer.length === 0;
}

/** The gateway and another server, on one mongod, each in production and with its defaults. */
async function runPeer(options: Options): Promise<void> {
  const asked = { ...options, settings: { ...production, ...options.settings } };
  progress.show(`starting the gateway and ${peerName}`);
  const yardsticks = await startYardsticks(hashConcurrency(asked), cleanup);
  const gateway = await startGatewayProcess(asked.settings, cleanup);
  const uri = await findDatabaseOf(gateway);
  const peer = await startBetterAuth(uri, cleanup);
  const [before, after] = [
    await openServer(peerName, peerServer(peer, gateway), yardsticks, asked),
    await openServer('this tree', ourServer(gateway), yardsticks, asked),
  ];
  progress.show('looking at the idle mongod');
  const idleMongodCpuMs = await idleMongod(createCpuMeter(gateway.pid));
  const all = await compare({
    ...{ before: before.side, after: after.side, hello: helloPart(after.scene) },
    ...{ pairs: asked.rounds, only: asked.only, report: (text) => progress.show(text) },
  });
  for (const { close } of [before, after]) close();
  progress.clear();
  // Only ours hashes on threads that can be told apart.
  const comparison = { ...all, figures: all.figures.filter(({ figure }) => figure !== 'aboveHashCpuMs') };
  const idle = `mongod takes ${idleMongodCpuMs.toFixed(1)} ms of CPU a second while nobody is asked: in both.`;
  console.log(
    options.json
      ? roundedJson({
          machine: describeMachine(),
          ...asked,
          before: peerName,
          idleMongodCpuMs,
          ...comparison,
        })
      : `${renderComparison(comparison, peerName, headline(asked))}\n\n${idle}`,
  );
  if (comparison.errors > 0) process.exitCode = 1;
}

const production = { NODE_ENV: 'production', PUBLIC_URL: 'https://auth.example.com' };
const idleMs = 3_000;

/** @returns CPU milliseconds a second. */
async function idleMongod(cpu: CpuMeter): Promise<number> {
  const before = cpu();
  await sleep(idleMs);
  return ((cpu().mongodMs - before.mongodMs) / idleMs) * 1_000;
}

async function openSide(name: string, directory: string, yardsticks: Yardsticks, options: Options) {
  const gateway = await startGatewayProcess(options.settings, cleanup, directory);
  return openServer(name, ourServer(gateway), yardsticks, options);
}

async function openServer(name: string, server: Server, yardsticks: Yardsticks, options: Options) {
  const opened = await sceneAt(server, yardsticks, options, () => undefined);
  return { ...opened, side: { name, pid: server.pid, parts: partsOf(opened.scene) } };
}

/** What answers, and how it is asked. */
interface Server {
  readonly pid: number;
  readonly port: number;
  readonly cpu: CpuMeter;
  readonly createOperations: (client: HttpClient, origin: string) => Operations;
}

function ourServer({ pid, port }: GatewayProcess): Server {
  return { pid, port, cpu: createCpuMeter(pid), createOperations };
}

function peerServer({ pid, port }: PeerProcess, host: GatewayProcess): Server {
  return { pid, port, cpu: createCpuMeter(pid, host.pid), createOperations: createBetterAuthOperations };
}

async function sceneAt(
  server: Server,
  yardsticks: Yardsticks,
  options: Options,
  report: (load: string) => void,
) {
  const client = createHttpClient(server.port);
  const scene = await openScene({
    gateway: server,
    operations: server.createOperations(client, `http://127.0.0.1:${server.port}`),
    hello: { port: yardsticks.hello.port, cpu: createCpuMeter(yardsticks.hello.pid) },
    yardsticks,
    hashCost: Number(options.settings[settings.bcryptCost.env] ?? settings.bcryptCost.default),
    seconds: options.seconds,
    report,
  });
  return { scene, close: () => client.close() };
}

function hashConcurrency(options: Options): number {
  return Number(options.settings[settings.hashConcurrency.env] ?? availableParallelism());
}

function headline({ rounds, seconds }: Options): string {
  const { cores, node } = describeMachine();
  return (
    `${cores} cores, Node ${node.slice(1)}, ${connections} connections; ` +
    `median of ${rounds} rounds of ${seconds} s (their range)`
  );
}

function toJson({ settings: changed, rounds, seconds }: Options, summary: Summary): string {
  const result = { machine: describeMachine(), settings: changed, connections, rounds, seconds, ...summary };
  return roundedJson(result);
}

await runToEnd(main, cleanup, progress);
