/**
 * `npm run bench:import`: `portcullis import users` as a process of its own, beside a gateway whose mongod it writes to, with all
 * indexes: rate, processor time and peak memory by size; then, at one size, a dry run, a run that is killed in the middle, the run
 * that goes on from there, and one more. Exit codes: 0 measured, 1 something came out otherwise than it has to, or the run failed.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { build } from './build.js';
import { Cleanup } from './cleanup.js';
import { findDatabaseOf, startGatewayProcess } from './gateway-process.js';
import { type ImportRun, type ImportTarget, runImport } from './import-run.js';
import { describeMachine } from './machine.js';
import { readSetting, readCount } from './options.js';
import { createProgress } from './progress.js';
import { runToEnd } from './run-to-end.js';
import { alignColumns, showNumber } from './table.js';
import { writeUserFile } from './user-file.js';
import { openUsers } from './user-filling.js';

const usage = `npm run bench:import -- [--users 10000,100000,1000000] [--again 100000] [--set NAME=value]…

  --users  how many accounts are in the files
  --again  at which size it is rehearsed, killed in the middle, gone on with and repeated; 0: at none
  --set    a setting of the gateway, such as MONGOD_CACHE_MB, as of docs/configuration.md`;

/** Accounts a second on two cores (issue 21). */
const MARK = 3_000;

const cleanup = new Cleanup();
const progress = createProgress(process.stderr);

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      users: { type: 'string', default: '10000,100000,1000000' },
      again: { type: 'string', default: '100000' },
      set: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const again = readCount('--again', values.again, 0);
  const counts = values.users.split(',').map((text) => readCount('--users', text, 1));
  progress.show('building');
  await build(cleanup);
  const bench = await openBench(Object.fromEntries(values.set.map(readSetting)));
  const rows: string[][] = [];
  for (const count of counts) rows.push(await measureSize(bench, count));
  if (again > 0) rows.push(...(await measureAgain(bench, again)));
  progress.clear();
  const { cores, node } = describeMachine();
  console.log(
    `${cores} cores, Node ${node.slice(1)}; the mark is ${MARK.toLocaleString('en')} accounts a second`,
  );
  console.log(alignColumns([heads, ...rows]));
}

const heads = ['', 'accounts', 'MB', 'seconds', 'accounts/s', 'CPU s per 1,000', 'mongod', 'peak MB'];

interface Bench {
  readonly folder: string;
  readonly targetOf: (name: string) => ImportTarget;
}

async function openBench(settings: Readonly<Record<string, string>>): Promise<Bench> {
  progress.show('starting the gateway');
  const { pid, dataDir } = await startGatewayProcess(settings, cleanup);
  const uri = await findDatabaseOf({ dataDir });
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-import-'));
  cleanup.add(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    targetOf(name) {
      const database = new URL(uri);
      database.pathname = `/import-${name}`;
      return { uri: database.href, host: pid, cleanup, report: (text) => progress.show(`${name}: ${text}`) };
    },
  };
}

async function writeFile({ folder }: Bench, count: number): Promise<string> {
  const path = join(folder, `${count}.ndjson`);
  progress.show(`writing a file of ${count}`);
  await writeUserFile(path, count);
  return path;
}

async function measureSize(bench: Bench, count: number): Promise<string[]> {
  const path = await writeFile(bench, count);
  const run = await runImport(bench.targetOf(String(count)), ['import', 'users', path]);
  expectCounts('import', run, { imported: count });
  const row = rowOf('import', path, run);
  rmSync(path);
  return row;
}

/** The same file four times, on one database. */
async function measureAgain(bench: Bench, count: number): Promise<string[][]> {
  const path = await writeFile(bench, count);
  const target = bench.targetOf('again');
  const args = ['import', 'users', path];
  const rehearsal = await runImport(target, [...args, '--dry-run']);
  expectCounts('dry run', rehearsal, { imported: count });
  const counted = await openUsers(target.uri);
  cleanup.add(() => counted.close());
  const countUsers = () => counted.users.countDocuments();
  expectCount('accounts after the dry run', await countUsers(), 0);
  const killed = await runImport(target, args, async () => (await countUsers()) >= count / 2);
  const left = await countUsers();
  if (left >= count) throw new Error('It was through before it was killed.');
  const resumed = await runImport(target, args);
  expectCounts('resumed', resumed, { unchanged: left, imported: count - left });
  const repeated = await runImport(target, args);
  expectCounts('second run', repeated, { unchanged: count, imported: 0 });
  expectCount('accounts at the end', await countUsers(), count);
  return [
    rowOf('dry run', path, rehearsal),
    rowOf(`killed at ${left.toLocaleString('en')}`, path, killed),
    rowOf('gone on with', path, resumed),
    rowOf('second run', path, repeated),
  ];
}

function expectCounts(name: string, { report }: ImportRun, expected: Readonly<Record<string, number>>): void {
  for (const [field, count] of Object.entries(expected))
    expectCount(`${name}: ${field}`, report?.[field as 'imported' | 'unchanged'], count);
}

function expectCount(what: string, found: number | undefined, expected: number): void {
  if (found !== expected) throw new Error(`${what}: ${found ?? 'nothing'} in the place of ${expected}`);
}

function rowOf(name: string, path: string, { report, serverMs, mongodMs, peakMb }: ImportRun): string[] {
  const size = showNumber(statSync(path).size / 2 ** 20);
  if (report === undefined) return [name, '', size, '', '', '', '', showNumber(peakMb)];
  const { read, seconds } = report;
  return [
    ...[name, read.toLocaleString('en'), size, seconds.toFixed(1)],
    ...[
      (read / seconds).toFixed(0),
      showNumber(serverMs / read),
      showNumber(mongodMs / read),
      showNumber(peakMb),
    ],
  ];
}

await runToEnd(main, cleanup, progress);
